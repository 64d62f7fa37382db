namespace Holdfast.Gateway.Forwarding;

/// <summary>The connections to the nodes of a service.</summary>
/// <param name="Key">While it stays the same, a new revision goes on with these connections.</param>
internal sealed record UpstreamClient(UpstreamKey Key, HttpMessageInvoker Invoker);
