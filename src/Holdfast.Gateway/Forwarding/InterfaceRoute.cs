using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Gateway.Answers;
using Yarp.ReverseProxy.Forwarder;

namespace Holdfast.Gateway.Forwarding;

/// <summary>How the requests of one interface are sent to its service, and what is told whom it does not send.</summary>
/// <param name="Invoker">To those nodes that have no connections of their own.</param>
/// <param name="Requests">For all requests but those of gRPC.</param>
/// <param name="GrpcRequests">gRPC needs HTTP/2, whatever else the service speaks.</param>
internal sealed record InterfaceRoute(HttpMessageInvoker Invoker, ForwarderRequestConfig Requests, ForwarderRequestConfig GrpcRequests)
{
    /// <summary>What its callers are told when they are refused.</summary>
    public ProblemTexts Problems { get; } = new();

    public HttpMessageInvoker InvokerOf(NodeModel node) => node.Host is UpstreamClient own ? own.Invoker : Invoker;

    public static InterfaceRoute Of(UpstreamClient client, UpstreamProtocol protocol, TimeSpan idle) => new(
        client.Invoker,
        UpstreamVersions.For(protocol) with { ActivityTimeout = idle },
        UpstreamVersions.For(protocol == UpstreamProtocol.Auto ? UpstreamProtocol.Http2 : protocol) with { ActivityTimeout = idle });
}
