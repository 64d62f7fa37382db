using System.Net;

namespace Holdfast.Testing;

/// <summary>A request body of <paramref name="size"/> payload bytes, made as it is sent.</summary>
/// <param name="declared">Whether Content-Length is sent; otherwise the body is chunked (HTTP/1.1).</param>
public sealed class PayloadContent(long size, bool declared = true) : HttpContent
{
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(
        Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        for (long position = 0; position < size;)
        {
            var count = (int)Math.Min(buffer.Length, size - position);
            Payload.Fill(position, buffer.AsSpan(0, count));
            await stream.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            position += count;
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return declared;
    }
}
