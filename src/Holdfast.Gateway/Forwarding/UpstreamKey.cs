using Holdfast.Core.Plan;

namespace Holdfast.Gateway.Forwarding;

/// <summary>What of a service decides about its connections: while it stays, a new revision keeps them.</summary>
/// <param name="TlsFiles">What <see cref="UpstreamTlsFiles.Digest"/> says of the files that <paramref name="Tls"/> names.</param>
internal sealed record UpstreamKey(
    string Service, UpstreamProtocol Protocol, UpstreamTlsPlan Tls, string TlsFiles, TimeSpan ConnectTimeout, int? ConnectionsMax)
{
    public static UpstreamKey Of(ServicePlan plan) =>
        new(plan.Name, plan.Protocol, plan.Tls, UpstreamTlsFiles.Digest(plan.Tls), plan.ConnectTimeout, plan.ConnectionsMax);
}
