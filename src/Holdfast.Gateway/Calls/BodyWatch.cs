using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Calls;

/// <summary>A request body that says when its end was read: until then the caller, not the backend, takes the time.</summary>
internal sealed class BodyWatch(Stream body, Action ended) : Stream
{
    /// <summary>A smaller body of known length comes with its head or soon after: not worth watching.</summary>
    private const long LengthMin = 64 * 1024;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public static bool IsWorthIt(HttpRequest request) =>
        request.ContentLength is { } length ? length > LengthMin
        : request.Headers.TransferEncoding.Count > 0 || (HttpProtocol.IsHttp2(request.Protocol) && !HttpMethods.IsGet(request.Method)
            && !HttpMethods.IsHead(request.Method));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await body.ReadAsync(buffer, cancellationToken);
        if (read == 0 && buffer.Length > 0) ended();
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
