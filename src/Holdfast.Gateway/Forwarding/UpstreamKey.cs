using Holdfast.Core.Plan;

namespace Holdfast.Gateway.Forwarding;

/// <summary>What of a service decides about its connections: while it stays, a new revision keeps them.</summary>
internal sealed record UpstreamKey(
    string Service, UpstreamProtocol Protocol, UpstreamTlsPlan Tls, TimeSpan ConnectTimeout, int? ConnectionsMax)
{
    public static UpstreamKey Of(ServicePlan plan) =>
        new(plan.Name, plan.Protocol, plan.Tls, plan.ConnectTimeout, plan.ConnectionsMax);
}
