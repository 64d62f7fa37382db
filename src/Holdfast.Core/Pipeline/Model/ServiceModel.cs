using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Model;

/// <summary>A service as one revision has it.</summary>
public sealed class ServiceModel(ServicePlan plan, IReadOnlyDictionary<string, VersionModel> versions)
{
    public ServicePlan Plan { get; } = plan;

    public string Name => Plan.Name;

    public IReadOnlyDictionary<string, VersionModel> Versions { get; } = versions;

    /// <summary>The version that answers.</summary>
    public VersionModel Live { get; } = versions[plan.Live];

    /// <summary>Who learns from attempts on this service, in the order of registration.</summary>
    public AttemptObserver[] Observers { get; internal set; } = [];

    /// <summary>What a host has made ready for this service. Set once, when the model is bound.</summary>
    public object? Host { get; set; }
}
