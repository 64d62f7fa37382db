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
    private int _rowUnconnected;
    private int _rowLate;
    private bool _isLate;
    private long _rowBegan;
    private long _until;
    private int _number;
    private bool _isCheckFailing;

    /// <summary>Failures since the last success, late attempts among them.</summary>
    public int FailuresInARow => FailuresInARowOf(node);

    /// <summary>Late ones among the failures in a row.</summary>
    public int LateInARow => Volatile.Read(ref _rowLate);

    /// <summary>Whether the newest that is known of it is that an attempt became late, whether that was held against it or not.</summary>
    internal bool IsLate => Volatile.Read(ref _isLate);

    /// <summary>Timestamp of the first failure of the row; of no interest where there is none.</summary>
    internal long RowBegan => Volatile.Read(ref _rowBegan);

    /// <summary>Whether every failure of the row found no connection.</summary>
    public bool IsUnconnected => FailuresInARow > 0 && Volatile.Read(ref _rowUnconnected) >= FailuresInARow;

    /// <summary>Whether every failure of the row was an answer, or a connection that was lost: none was late, and some connected.</summary>
    internal bool IsAnswering => LateInARow == 0 && !IsUnconnected;

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

    /// <summary>In words for an operator.</summary>
    internal string Row => (FailuresInARow, Volatile.Read(ref _rowUnconnected), Volatile.Read(ref _rowLate)) switch
    {
        var (row, unconnected, _) when unconnected >= row => $"{row} failures in a row, no connection",
        var (row, _, late) when late > 0 => $"{row} failures in a row, {Math.Min(late, row)} of them late",
        var (row, _, _) => $"{row} failures in a row",
    };

    /// <summary><see cref="Until"/> by the wall clock as it stands now: the time itself is kept by another clock, which nobody sets.</summary>
    internal DateTimeOffset UntilBy(TimeProvider time) => time.GetUtcNow() + time.GetElapsedTime(time.GetTimestamp(), Until);

    /// <summary>As <see cref="FailuresInARow"/>, where nothing else is asked of the node.</summary>
    internal static int FailuresInARowOf(NodeState node) => Volatile.Read(ref node.Row);

    public EjectCounts Read()
    {
        Span<long> totals = stackalloc long[5];
        _counters.ReadInto(totals);
        return new EjectCounts(totals[Timed] - totals[TimedLate], totals[Bad], totals[Timed], totals[Logarithms], totals[Squares]);
    }

    /// <returns>Failures in a row, this one included.</returns>
    internal int Failed(bool connected, long now)
    {
        if (FailuresInARow == 0) Volatile.Write(ref _rowBegan, now);
        _counters.Add(Bad);
        if (!connected) Interlocked.Increment(ref _rowUnconnected);
        return Interlocked.Increment(ref node.Row);
    }

    /// <summary>An attempt became late: it counts as failed now, whatever becomes of it.</summary>
    internal int Late(long now)
    {
        Volatile.Write(ref _isLate, true);
        // In this order: a row that is forgiven in between must not seem to have failures in it that were not late.
        var row = Failed(connected: true, now);
        Interlocked.Increment(ref _rowLate);
        return row;
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
        if (LateInARow < FailuresInARow) return;
        Volatile.Write(ref node.DoubtedAt, 0);
        Volatile.Write(ref _rowLate, 0);
        Volatile.Write(ref node.Row, 0);
    }

    /// <summary>Writes only when there is something to forget: a healthy node's row is never written to.</summary>
    internal void ForgetRow()
    {
        if (FailuresInARow == 0 && !IsLate && Volatile.Read(ref node.DoubtedAt) == 0) return;
        Volatile.Write(ref node.DoubtedAt, 0);
        Volatile.Write(ref _isLate, false);
        Volatile.Write(ref _rowUnconnected, 0);
        Volatile.Write(ref _rowLate, 0);
        Volatile.Write(ref node.Row, 0);
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
