using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Holdfast.Gateway.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Front;

/// <summary>The body of a request on its way from the client: one that comes too slowly ends with 408.</summary>
/// <remarks>
/// The HTTP server has such a rate too, and looks at it once a second for all connections: slow clients that came within
/// one second are cut in one moment, and everybody else waits behind them. Over HTTP/2 it measures the connection as a
/// whole and cuts that. Here each body has a clock of its own. Bytes that are there already are not timed.
/// </remarks>
internal sealed class ReceiveWatch : Stream
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>A timer that comes this late says that the process stood still, and then nobody knows what the client has sent.</summary>
    private static readonly TimeSpan LateMin = TimeSpan.FromSeconds(1);

    /// <summary>For the answer to reach a client that goes on sending. Then the connection is closed, and nothing more of it is read.</summary>
    private static readonly TimeSpan AnsweredWithin = TimeSpan.FromSeconds(1);

    private readonly PipeReader _input;
    private readonly FrontConnection? _connection;
    private readonly TimeProvider _time;
    private readonly DueTime _due;
    private readonly BodyHold _hold;
    private readonly int _bytesPerSecondMin;
    private readonly TimeSpan _grace;
    private readonly bool _isGrpc;
    private BodyPace _pace;
    private MessageScan _messages;
    private bool _isHindered;
    private volatile bool _isCut;

    private ReceiveWatch(PipeReader input, FrontConnection? connection, int bytesPerSecondMin, TimeSpan phase, bool isGrpc, TimeProvider time)
    {
        _input = input;
        _connection = connection;
        _time = time;
        _due = new DueTime(time, Cut, More);
        _hold = new BodyHold(IsShared ? connection : null);
        _bytesPerSecondMin = bytesPerSecondMin;
        _grace = Grace + phase;
        _isGrpc = isGrpc;
        _pace = new BodyPace(bytesPerSecondMin, _grace);
        _hold.Begin();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Other calls are on the same connection.</summary>
    private bool IsShared => _connection is { IsMultiplexed: true };

    /// <param name="bytesPerSecondMin">Null: any body is quick enough.</param>
    /// <param name="phases">Added to the grace, so that bodies that began together do not end together.</param>
    /// <returns>Null where there is no body to watch.</returns>
    public static ReceiveWatch? Begin(IFeatureCollection features, FrontConnection? connection, int? bytesPerSecondMin, GoldenPhases phases, TimeProvider time)
    {
        if (bytesPerSecondMin is not { } bytes || features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true) return null;
        // What follows one of these is no body.
        if (features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest == true || features.Get<IHttpExtendedConnectFeature>()?.IsExtendedConnect == true) return null;
        // The reader first: once the body is replaced, it would read what stands in its place.
        if (features.Get<IHttpRequestFeature>() is not { } request || features.Get<IRequestBodyPipeFeature>()?.Reader is not { } input) return null;
        var watch = new ReceiveWatch(input, connection, bytes, phases.Next(), GrpcContent.Is(request.Headers.ContentType), time);
        request.Body = watch;
        return watch;
    }

    /// <summary>The call is over.</summary>
    public void End()
    {
        _hold.End();
        _due.Dispose();
        if (_isCut && !IsShared) _connection?.MustEndBy(_time.TimestampIn(AnsweredWithin));
    }

    /// <exception cref="BadHttpRequestException">The client is too slow.</exception>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_isCut) throw TooSlow();
        var reading = _input.ReadAsync(cancellationToken);
        if (!reading.IsCompletedSuccessfully) return WaitAsync(reading, buffer, cancellationToken);
        return TryTake(reading.Result, buffer, TimeSpan.Zero, out var bytes)
            ? new ValueTask<int>(bytes)
            : WaitAsync(_input.ReadAsync(cancellationToken), buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<ReadResult> reading, Memory<byte> buffer, CancellationToken cancellation)
    {
        while (true)
        {
            // Between two messages of gRPC the client owes nothing.
            var isOwed = !_isGrpc || !_messages.IsBetween;
            var since = _time.GetTimestamp();
            _hold.Release();
            if (isOwed) _due.Set(_pace.Left);
            ReadResult result;
            try
            {
                result = await reading.ConfigureAwait(false);
            }
            finally
            {
                if (!_due.Lift()) _isCut = true;
                _hold.Begin();
            }

            if (_isCut)
            {
                _input.AdvanceTo(result.Buffer.Start);
                throw TooSlow();
            }

            if (TryTake(result, buffer, isOwed ? _time.GetElapsedTime(since) : TimeSpan.Zero, out var bytes)) return bytes;
            reading = _input.ReadAsync(cancellation);
        }
    }

    /// <returns>False when there was nothing to take after all.</returns>
    private bool TryTake(in ReadResult result, Memory<byte> buffer, TimeSpan waited, out int bytes)
    {
        bytes = (int)Math.Min(result.Buffer.Length, buffer.Length);
        var taken = result.Buffer.Slice(0, bytes);
        taken.CopyTo(buffer.Span);
        var isEnd = result.IsCompleted && result.Buffer.Length == bytes;
        var wasSomething = !result.Buffer.IsEmpty || isEnd;
        _input.AdvanceTo(taken.End);
        _pace.Came(bytes, waited);
        if (_isGrpc && _messages.Read(buffer.Span[..bytes])) _pace = new BodyPace(_bytesPerSecondMin, _grace);
        if (isEnd) _hold.End();
        return wasSomething;
    }

    /// <summary>As long as we do not read another body of the connection, the client may be unable to send this one.</summary>
    private TimeSpan More(TimeSpan late)
    {
        if (late >= LateMin) return LateMin;
        var wasHindered = _isHindered;
        _isHindered = IsShared && _connection!.HoldsBodiesUp;
        return _isHindered || wasHindered ? _grace : TimeSpan.Zero;
    }

    private void Cut()
    {
        _isCut = true;
        if (!IsShared) _connection?.CloseWhenDone();
        _input.CancelPendingRead();
    }

    private static BadHttpRequestException TooSlow() =>
        new("The request's body comes too slowly.", StatusCodes.Status408RequestTimeout);
}
