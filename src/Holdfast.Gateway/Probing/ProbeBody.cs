namespace Holdfast.Gateway.Probing;

/// <summary>The beginning of an answer's body. The rest is left: a probe is no download.</summary>
internal static class ProbeBody
{
    public const int BytesMax = 64 * 1024;

    public static async ValueTask<byte[]> ReadAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellation);
        // One byte more than was announced: only who reads the end gets the trailers.
        var buffer = new byte[Math.Min((answer.Content.Headers.ContentLength ?? BytesMax) + 1, BytesMax)];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return length == buffer.Length ? buffer : buffer[..length];
    }
}
