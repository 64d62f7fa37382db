using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Calls;

/// <summary>Bodies that are held until the answer begins, so that the request can be sent again.</summary>
internal static class HeldContent
{
    /// <summary>Reads the whole of it. Not from a pool: a connection that was given up may still be sending it.</summary>
    /// <exception cref="BadHttpRequestException">The body is not what its head announced, or comes too slowly.</exception>
    public static async ValueTask<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var body = new byte[request.ContentLength!.Value];
        var read = await request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellation);
        return read == body.Length ? body : throw new BadHttpRequestException("The request's body broke off.");
    }
}
