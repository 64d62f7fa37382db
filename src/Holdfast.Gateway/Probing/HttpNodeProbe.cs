using System.Net;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Gateway.Forwarding;

namespace Holdfast.Gateway.Probing;

/// <summary>Asks nodes over connections made as those of traffic are: what traffic cannot reach, a probe does not call well.</summary>
internal sealed class HttpNodeProbe : INodeProbe
{
    public async ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, string path, CancellationToken cancellation)
    {
        if (service.Host is not UpstreamClient client) return "the service is not bound";
        var versions = UpstreamVersions.For(service.Plan.Protocol);
        using var request = new HttpRequestMessage(HttpMethod.Get, node.Address + path)
        {
            Version = versions.Version!,
            VersionPolicy = versions.VersionPolicy!.Value,
        };
        request.Headers.TryAddWithoutValidation("User-Agent", "holdfast-probe");
        try
        {
            using var answer = await client.Probes.SendAsync(request, cancellation);
            return answer.StatusCode is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices ? null : $"status {(int)answer.StatusCode}";
        }
        catch (HttpRequestException fault)
        {
            return fault.Message;
        }
    }
}
