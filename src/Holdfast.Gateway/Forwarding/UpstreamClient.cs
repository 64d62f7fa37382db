using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Gateway.Forwarding;

/// <summary>The connections to the nodes of a service, or to one node that is one address of a name.</summary>
/// <param name="Key">While it stays the same, a new revision goes on with these connections.</param>
/// <param name="Invoker">For traffic.</param>
/// <param name="Probes">For probes, made in the same way but for <c>connections</c>: behind traffic they would wait for it, and call a busy node ill.</param>
/// <param name="Tls">How handshakes are made.</param>
internal sealed record UpstreamClient(UpstreamKey Key, HttpMessageInvoker Invoker, HttpMessageInvoker Probes, UpstreamTls Tls) : IDisposable
{
    /// <summary>The connections to a node: its own, or those of its service.</summary>
    public static UpstreamClient? Of(ServiceModel service, NodeModel node) => (node.Host ?? service.Host) as UpstreamClient;

    public void Dispose()
    {
        Invoker.Dispose();
        Probes.Dispose();
    }
}
