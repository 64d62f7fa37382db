using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>What is known of one node from its attempts: failures in a row, counts, ejections.</summary>
public sealed class EjectState(NodeState node)
{
    private const int Timed = 0;
    private const int Logarithms = 1;
    private const int TimedLate = 2;
    private const int Bad = 3;
    private const int Squares = 4;

    private readonly Striped _counters = new(5);
    private long _rowBegan;
    private long _until;
    private int _number;
    private bool _isCheckFailing;

    /// <summary>Failures since the last success, late attempts among them.</summary>
    public int FailuresInARow => Row.Failures;

    /// <summary>Late ones among the failures in a row.</summary>
    public int LateInARow => Row.Late;

    /// <summary>Whether every failure of the row found no connection.</summary>
    public bool IsUnconnected => Row.IsUnconnected;

    /// <summary>The row as it stands now. What asks more than one thing of it asks them of one reading.</summary>
    internal FailureRow Row => RowOf(node);

    /// <summary>Whether the newest that is known of it is that an attempt became late, whether that was held against it or not.</summary>
    internal bool IsLate => Row.IsNewestLate;

    /// <summary>Timestamp of the first failure of the row; of no interest where there is none.</summary>
    internal long RowBegan => Volatile.Read(ref _rowBegan);

    /// <summary>Timestamp at which the node comes back; 0 when it is not ejected.</summary>
    public long Until
    {
        get => Volatile.Read(ref _until);
        internal set => Volatile.Write(ref _until, value);
    }

    /// <summary>Timestamp of the ejection; of interest only while it lasts. Changed under the version's gate.</summary>
    public long Since { get; internal set; }

    /// <summary>How often it was ejected of late. Changed under the version's gate.</summary>
    public EjectMachine Machine { get; internal set; }

    /// <summary>What the last ejection was for. Changed under the version's gate.</summary>
    public EjectReason Reason { get; internal set; }

    /// <summary>How many ejections there were, this one included: which one it is. Changed under the version's gate.</summary>
    internal int Number
    {
        get => Volatile.Read(ref _number);
        set => Volatile.Write(ref _number, value);
    }

    /// <summary>Whether nothing connected to the node when it was ejected. Changed under the version's gate.</summary>
    internal bool WasUnconnected { get; set; }

    /// <summary>Whether it was ejected for what it answered, or how slowly. Changed under the version's gate.</summary>
    internal bool WasForAnswers { get; set; }

    /// <summary>Whether the newest check of the ejected node failed.</summary>
    public bool IsCheckFailing
    {
        get => Volatile.Read(ref _isCheckFailing);
        internal set => Volatile.Write(ref _isCheckFailing, value);
    }

    /// <summary>Timestamp up to which the node has shown that it is well. The sweep's own.</summary>
    internal long VouchedAt { get; set; }

    /// <summary>The sweep's own.</summary>
    internal EjectWindow Window { get; } = new();

    /// <summary>What the other nodes did since its row of late attempts began.</summary>
    internal EjectCrowd Crowd { get; } = new();

    /// <summary><see cref="Until"/> by the wall clock as it stands now: the time itself is kept by another clock, which nobody sets.</summary>
    internal DateTimeOffset UntilBy(TimeProvider time) => time.GetUtcNow() + time.GetElapsedTime(time.GetTimestamp(), Until);

    /// <summary>As <see cref="FailuresInARow"/>, where nothing else is asked of the node.</summary>
    internal static int FailuresInARowOf(NodeState node) => RowOf(node).Failures;

    public EjectCounts Read()
    {
        Span<long> totals = stackalloc long[5];
        _counters.ReadInto(totals);
        return new EjectCounts(totals[Timed] - totals[TimedLate], totals[Bad], totals[Timed], totals[Logarithms], totals[Squares]);
    }

    /// <returns>The row, this failure included.</returns>
    internal FailureRow Failed(bool connected, long now)
    {
        _counters.Add(Bad);
        while (true)
        {
            var row = Row;
            if (TryMove(row, row.Failed(connected), now, out var moved)) return moved;
        }
    }

    /// <summary>An attempt became late: it counts as failed now, whatever becomes of it.</summary>
    internal FailureRow Late(long now)
    {
        _counters.Add(Bad);
        while (true)
        {
            var row = Row;
            if (TryMove(row, row.BecameLate(), now, out var moved)) return moved;
        }
    }

    /// <summary>An attempt that was not late was answered.</summary>
    internal void Succeeded(TimeSpan taken)
    {
        Time(taken);
        ForgetRow();
    }

    /// <summary>An attempt that had become late was answered: it is known how long it took, and it ends no row.</summary>
    internal void SucceededLate(TimeSpan taken)
    {
        Time(taken);
        _counters.Add(TimedLate);
    }

    /// <summary>A row of late attempts alone is none any more; that the last was late is not forgotten.</summary>
    internal void ForgiveLate()
    {
        while (Row is { IsLateOnly: true } row)
        {
            Volatile.Write(ref node.DoubtedAt, 0);
            if (TryMove(row, row.Forgiven(), now: 0, out _)) return;
        }
    }

    /// <summary>Writes only when there is something to forget: a healthy node's row is never written to.</summary>
    internal void ForgetRow()
    {
        if (Volatile.Read(ref node.Row) == 0 && Volatile.Read(ref node.DoubtedAt) == 0) return;
        Volatile.Write(ref node.DoubtedAt, 0);
        Volatile.Write(ref node.Row, 0);
    }

    private static FailureRow RowOf(NodeState node) => new(Volatile.Read(ref node.Row));

    private bool TryMove(FailureRow from, FailureRow to, long now, out FailureRow moved)
    {
        // Before the row is seen: none may seem to be as old as the one before it.
        if (from.Failures == 0 && to.Failures > 0) Volatile.Write(ref _rowBegan, now);
        moved = to;
        return Interlocked.CompareExchange(ref node.Row, to.Word, from.Word) == from.Word;
    }

    private void Time(TimeSpan taken)
    {
        ref var stripe = ref _counters.Stripe();
        Striped.Add(ref stripe, Timed);
        var logarithm = LogScale.Of(taken);
        Striped.Add(ref stripe, Logarithms, logarithm);
        Striped.Add(ref stripe, Squares, logarithm * logarithm);
    }
}
