using System.Net;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Gateway.Forwarding;

namespace Holdfast.Gateway.Probing;

/// <summary>Asks nodes over connections made as those of traffic are: what traffic cannot reach, a probe does not call well.</summary>
/// <param name="own">Where this process takes orders.</param>
internal sealed class NodeProbe(IReadOnlyCollection<IPEndPoint> own) : INodeProbe
{
    public async ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, ProbePlan plan, CancellationToken cancellation)
    {
        if (UpstreamClient.Of(service, node) is not { } client) return "the service is not bound";
        try
        {
            return plan.Kind switch
            {
                ProbeKind.Tcp => await TcpProbe.AskAsync(service, node, own, cancellation),
                ProbeKind.Grpc => await GrpcProbe.AskAsync(client, node, plan, cancellation),
                _ => await HttpProbe.AskAsync(client, service.Plan.Protocol, node, plan, cancellation),
            };
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return fault.Message;
        }
    }
}
