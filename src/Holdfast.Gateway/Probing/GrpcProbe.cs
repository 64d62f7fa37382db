using System.Net;
using System.Net.Http.Headers;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Gateway.Answers;
using Holdfast.Gateway.Forwarding;

namespace Holdfast.Gateway.Probing;

/// <summary><c>grpc.health.v1.Health/Check</c>, the health protocol of gRPC, over HTTP/2.</summary>
internal static class GrpcProbe
{
    private const string Path = "/grpc.health.v1.Health/Check";
    private const string MediaType = "application/grpc";
    private const int Ok = 0;
    private const int Unimplemented = 12;

    public static async ValueTask<string?> AskAsync(UpstreamClient client, NodeModel node, ProbePlan plan, CancellationToken cancellation)
    {
        using var request = Request(node, plan);
        using var answer = await client.Probes.SendAsync(request, cancellation);
        if (answer.StatusCode != HttpStatusCode.OK) return $"status {(int)answer.StatusCode}";
        // To the end: the trailers come after it.
        var body = await ReadAsync(answer, cancellation);
        return GrpcStatus.Of(answer) switch
        {
            Ok => Word(HealthMessage.ReadStatus(body)),
            Unimplemented => "the node does not implement grpc.health.v1",
            null => "the answer is not gRPC",
            var status => $"gRPC status {status}",
        };
    }

    private static HttpRequestMessage Request(NodeModel node, ProbePlan plan)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, node.Url + Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(HealthMessage.Request(plan.Service)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaType);
        request.Headers.TryAddWithoutValidation("TE", "trailers");
        request.Headers.TryAddWithoutValidation("User-Agent", "holdfast-probe");
        return request;
    }

    private static async ValueTask<byte[]> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        var body = await ProbeBody.ReadAsync(answer, cancellation);
        return body.Length < ProbeBody.BytesMax ? body : throw new IOException("the answer is too long");
    }

    private static string? Word(int? status) => status switch
    {
        HealthMessage.Serving => null,
        HealthMessage.NotServing => "NOT_SERVING",
        HealthMessage.ServiceUnknown => "SERVICE_UNKNOWN",
        HealthMessage.Unknown => "UNKNOWN",
        _ => "the answer is no HealthCheckResponse",
    };
}
