using Holdfast.Core.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Calls;

/// <summary>A request's body on its way: counts it, and tells the call's clock when it is the caller who is waited for.</summary>
/// <param name="body">As the server gives it.</param>
/// <param name="bytesMax">More than this is refused with 413; null: any length.</param>
/// <param name="length">As announced; null where it is not.</param>
/// <param name="isStream">The caller sends messages at its own pace (gRPC): each begins the time anew, and none is waited for.</param>
internal sealed class BodyWatch(Stream body, CallTimer timer, TimeProvider time, long? bytesMax, long? length, bool isStream) : Stream
{
    private long _bytes;
    private long _endedAt = long.MaxValue;
    private long _waitingSince;
    private volatile bool _isWaiting;

    /// <summary>Whether the caller is being waited for now.</summary>
    public bool IsWaiting => _isWaiting;

    /// <summary>How long the wait for the caller lasts; zero: it is not waited for.</summary>
    public TimeSpan Waiting => _isWaiting ? time.GetElapsedTime(Volatile.Read(ref _waitingSince)) : TimeSpan.Zero;

    /// <summary>So far.</summary>
    public long Bytes => _bytes;

    /// <summary>Timestamp at which the last of it was read; <see cref="long.MaxValue"/> before.</summary>
    public long EndedAt => Volatile.Read(ref _endedAt);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the request has a body that is read; what follows an upgrade is none.</summary>
    public static bool IsNeeded(HttpContext context) =>
        context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true
        && context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest != true
        && context.Features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect != true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = body.ReadAsync(buffer, cancellationToken);
        return reading.IsCompletedSuccessfully ? new ValueTask<int>(Count(reading.Result, buffer.Length)) : WaitAsync(reading, buffer.Length);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async ValueTask<int> WaitAsync(ValueTask<int> reading, int room)
    {
        Volatile.Write(ref _waitingSince, time.GetTimestamp());
        _isWaiting = true;
        if (!isStream) timer.Hold();
        try
        {
            var read = Count(await reading, room);
            _isWaiting = false;
            return read;
        }
        finally
        {
            if (isStream) timer.Restart();
            else timer.Release();
        }
    }

    private int Count(int read, int room)
    {
        _bytes += read;
        if (_bytes > bytesMax)
            throw new BadHttpRequestException("The request's body is larger than this interface takes.", StatusCodes.Status413PayloadTooLarge);
        if (_bytes == length || (read == 0 && room > 0)) Volatile.Write(ref _endedAt, time.GetTimestamp());
        return read;
    }
}
