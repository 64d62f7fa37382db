namespace Holdfast.Gateway.Forwarding;

/// <summary>The connections to the nodes of a service.</summary>
/// <param name="Key">While it stays the same, a new revision goes on with these connections.</param>
/// <param name="Invoker">For traffic.</param>
/// <param name="Probes">For probes, made in the same way but for <c>max-connections</c>: behind traffic they would wait for it, and call a busy node ill.</param>
internal sealed record UpstreamClient(UpstreamKey Key, HttpMessageInvoker Invoker, HttpMessageInvoker Probes) : IDisposable
{
    public void Dispose()
    {
        Invoker.Dispose();
        Probes.Dispose();
    }
}
