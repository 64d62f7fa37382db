using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Holdfast.Gateway.Front.Floods;

/// <summary>A client's frames on their way to the HTTP server, counted as they are taken.</summary>
/// <remarks>One connection's reads come one after the other; nothing here is shared or locked, and nothing is allocated for a read.</remarks>
/// <param name="flooded">Called once, when the client has gone too far.</param>
internal sealed class FloodReader(PipeReader input, TimeProvider time, Action flooded) : PipeReader
{
    private readonly long _start = time.GetTimestamp();
    private ReadOnlySequence<byte> _read;
    private FrameScan _scan = new();
    private FloodMeter _meter;

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        var cost = 0L;
        foreach (var piece in _read.Slice(_read.Start, consumed)) cost += _scan.Read(piece.Span);
        _read = default;
        input.AdvanceTo(consumed, examined);
        if (cost == 0 || _meter.IsOver) return;
        _meter = _meter.Add(cost, time.GetElapsedTime(_start));
        if (_meter.IsOver) flooded();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
        _read = result.Buffer;
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!input.TryRead(out result)) return false;
        _read = result.Buffer;
        return true;
    }

    public override void CancelPendingRead() => input.CancelPendingRead();

    public override void Complete(Exception? exception = null) => input.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => input.CompleteAsync(exception);
}
