using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Gateway.Forwarding;

namespace Holdfast.Gateway.Probing;

/// <summary>Asks nodes over connections made as those of traffic are: what traffic cannot reach, a probe does not call well.</summary>
internal sealed class NodeProbe : INodeProbe
{
    public async ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, ProbePlan plan, CancellationToken cancellation)
    {
        if (service.Host is not UpstreamClient client) return "the service is not bound";
        try
        {
            return plan.Kind switch
            {
                ProbeKind.Tcp => await TcpProbe.AskAsync(node, cancellation),
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
