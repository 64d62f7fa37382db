using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Matching;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Model;

/// <summary>One revision, compiled. Immutable but for what hosts bind to it before it is published.</summary>
public sealed class PlanModel(
    HoldfastPlan plan,
    Revision revision,
    IReadOnlyDictionary<string, ServiceModel> services,
    IReadOnlyDictionary<string, InterfaceModel> interfaces,
    CallMeter unmatched)
{
    public HoldfastPlan Plan { get; } = plan;

    public Revision Revision { get; } = revision;

    public IReadOnlyDictionary<string, ServiceModel> Services { get; } = services;

    public IReadOnlyDictionary<string, InterfaceModel> Interfaces { get; } = interfaces;

    public Router Router { get; } = new(interfaces.Values);

    /// <summary>Requests that matched no interface, under every revision so far.</summary>
    public CallMeter Unmatched { get; } = unmatched;

    public IEnumerable<VersionModel> Versions => Services.Values.SelectMany(service => service.Versions.Values);

    /// <summary>The name of an interface that somebody may have meant; null: none is near.</summary>
    public string? Nearest(string written) => Holdfast.Core.Plan.Nearest.Find(written, Interfaces.Keys);
}
