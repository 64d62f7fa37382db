using System.Net;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Isolation;

namespace Holdfast.Gateway.Forwarding;

/// <summary>What of a service decides about its connections: while it stays, a new revision keeps them.</summary>
/// <param name="TlsFiles">What <see cref="UpstreamTlsFiles.Digest"/> says of the files that <paramref name="Tls"/> names.</param>
internal sealed record UpstreamKey(
    string Service, UpstreamProtocol Protocol, UpstreamTlsPlan Tls, string TlsFiles, TimeSpan ConnectWithin, int? ConnectionsMax)
{
    public AddressExceptions Exceptions { get; init; } = AddressExceptions.None;

    /// <summary>Where all of its connections go; null: where the host of each request leads.</summary>
    public IPAddress? Pinned { get; init; }

    public static UpstreamKey Of(ServicePlan plan, PlanModel model) =>
        new(plan.Name, plan.Protocol, plan.Tls, UpstreamTlsFiles.Digest(plan.Tls), ConnectTimeout(plan, model), plan.Sections.Get(ConnectionsPlan.Field)?.PerNode)
        {
            Exceptions = plan.AddressExceptions,
        };

    /// <summary>An attempt that used itself up in connecting ran out of time, and is made again only for what is idempotent.</summary>
    private static TimeSpan ConnectTimeout(ServicePlan plan, PlanModel model)
    {
        var shortest = plan.ConnectTimeout;
        foreach (var target in model.Interfaces.Values)
        {
            if (target.Service.Name != plan.Name || target.Retry.PerTry == Timeout.InfiniteTimeSpan) continue;
            var half = target.Retry.PerTry / 2;
            if (half < shortest) shortest = half;
        }

        return shortest;
    }
}
