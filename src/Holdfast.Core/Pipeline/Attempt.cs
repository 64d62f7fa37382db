using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>One try of a call on one node. Belongs to its call and is reused with it: do not keep one.</summary>
public sealed class Attempt
{
    private KeptPlaces _kept;
    private bool _isByTry;
    private bool _isLate;

    public NodeModel Node { get; private set; } = null!;

    /// <summary>1 for the first of its call.</summary>
    public int Number { get; private set; }

    /// <summary>Timestamp at which it was started, of the call's clock.</summary>
    public long Started { get; private set; }

    /// <summary>What was left of the call's deadline when it was started; above zero.</summary>
    public TimeSpan TimeLeft { get; private set; }

    /// <summary>Timestamp at which the node's answer began; 0 while there is none.</summary>
    public long AnswerBeganAt { get; internal set; }

    /// <summary>Timestamp at which it ended; 0 while it has not.</summary>
    public long EndedAt { get; private set; }

    /// <summary>How it went, once it has ended.</summary>
    public Outcome Outcome { get; private set; }

    /// <summary>For how long the node asked to be left alone, with an answer that says it failed; zero where it did not.</summary>
    public TimeSpan RetryAfter { get; set; }

    /// <summary>Made beside another that was late, not after one that had failed.</summary>
    public bool IsHedge { get; private set; }

    /// <summary>Whether it was in flight for far longer than is normal before its answer began.</summary>
    public bool IsLate
    {
        get => Volatile.Read(ref _isLate);
        internal set => Volatile.Write(ref _isLate, value);
    }

    /// <summary>Whether what became of it is the caller's doing, and evidence against nobody. The host's to say, before it ends.</summary>
    public bool IsCallersDoing { get; set; }

    /// <summary>What the gate at <see cref="Position.Breaker"/> keeps for it between entering and leaving.</summary>
    public long Ticket { get; set; }

    /// <summary>What gates keep for it between entering and leaving.</summary>
    internal ref KeptPlaces Kept => ref _kept;

    /// <summary>Timestamp at which the gates at <see cref="Position.ServiceLimit"/> counted it: it may wait long after that, and not be made.</summary>
    internal long CountedAt { get; set; }

    /// <summary>What a host keeps for it, e.g. its span.</summary>
    public object? Host { get; set; }

    /// <summary>Longest time until its answer must have begun: <see cref="TimeLeft"/>, or that of one attempt where it is shorter.</summary>
    internal TimeSpan Within { get; private set; }

    /// <summary>Whether it is the caller's own deadline that binds it.</summary>
    internal bool IsByCaller { get; private set; }

    /// <summary>How it has failed when <see cref="Within"/> is over.</summary>
    internal FailureKind WhenOver => _isByTry ? FailureKind.AttemptTimeout : FailureKind.Deadline;

    internal void Begin(NodeModel node, int number, long started, Remaining left, TimeSpan perTry, bool isHedge)
    {
        _isByTry = perTry != Timeout.InfiniteTimeSpan && perTry < left.Time;
        Node = node;
        Number = number;
        Started = started;
        TimeLeft = left.Time;
        Within = _isByTry ? perTry : left.Time;
        IsByCaller = left.ByCaller && !_isByTry;
        AnswerBeganAt = 0;
        EndedAt = 0;
        IsHedge = isHedge;
        IsLate = false;
        RetryAfter = TimeSpan.Zero;
        IsCallersDoing = false;
        Host = null;
    }

    /// <summary>Bound by no time.</summary>
    internal void Begin(NodeModel node, int number, long started, bool isHedge) =>
        Begin(node, number, started, default, Timeout.InfiniteTimeSpan, isHedge);

    internal void End(in Outcome outcome, long ended) => (Outcome, EndedAt) = (outcome, ended);

    internal void Clear()
    {
        Begin(null!, 0, 0, isHedge: false);
        Ticket = 0;
        _kept = default;
    }
}
