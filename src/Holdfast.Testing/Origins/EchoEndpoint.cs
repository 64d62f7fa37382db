using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Testing.Origins;

/// <summary>Says what it was sent.</summary>
internal static class EchoEndpoint
{
    public static async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        long length = 0;
        int read;
        while ((read = await request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            hash.AppendData(buffer.AsSpan(0, read));
            length += read;
        }

        var echoed = new EchoedRequest
        {
            Method = request.Method,
            RawTarget = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Protocol = request.Protocol,
            Scheme = request.Scheme,
            Headers = Fields(request.Headers),
            Trailers = request.CheckTrailersAvailable()
                ? Fields(context.Features.GetRequiredFeature<IHttpRequestTrailersFeature>().Trailers)
                : new Dictionary<string, string[]>(),
            BodyLength = length,
            BodySha256 = Convert.ToHexStringLower(hash.GetHashAndReset()),
            RemotePort = context.Connection.RemotePort,
            ServerName = context.Features.Get<ITlsHandshakeFeature>()?.HostName,
            ClientSubject = context.Connection.ClientCertificate?.Subject,
        };
        await context.Response.WriteAsJsonAsync(echoed, context.RequestAborted);
    }

    private static Dictionary<string, string[]> Fields(IHeaderDictionary fields) =>
        fields.ToDictionary(f => f.Key.ToLowerInvariant(), f => f.Value.Select(v => v ?? "").ToArray());
}
