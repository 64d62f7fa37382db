using Holdfast.Core.Pipeline.Matching;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>One request on its way through an interface. A host derives from it and knows how an attempt is made.</summary>
/// <remarks>
/// Reused: a host takes one from its pool, sets <see cref="Plan"/>, runs it and calls <see cref="Reset"/>. Nothing may
/// keep a reference to a call that has ended.
/// </remarks>
public abstract class Call : IRequestHead, IDisposable
{
    private readonly LateWatch _late;
    private DecisionLog _decisions;
    private TriedNodes _tried;
    private Hedge? _hedge;
    private bool _watched;
    private volatile bool _firstEnded;
    private int _claimedBy;
    private bool _retryGranted;
    private TimeSpan _retryWait;

    protected Call(TimeProvider time)
    {
        Time = time;
        Timer = new CallTimer(time);
        _late = new LateWatch(time, WentLate);
    }

    public TimeProvider Time { get; }

    /// <summary>The revision this call lives and ends under, whatever is published meanwhile.</summary>
    public PlanModel Plan { get; set; } = null!;

    /// <summary>Null until the call was matched, and when nothing matched.</summary>
    public InterfaceModel? Interface { get; internal set; }

    /// <summary>The version that all attempts of this call go to; null before the outbound half.</summary>
    public VersionModel? Version { get; internal set; }

    /// <summary>Node of the newest attempt, or of the one that answered.</summary>
    public NodeModel? Node => Attempt?.Node;

    /// <summary>The newest attempt, or the one that answered; null before the first.</summary>
    public Attempt? Attempt { get; internal set; }

    /// <summary>Timestamp of arrival, of <see cref="Time"/>.</summary>
    public long Started { get; internal set; }

    /// <summary>Timestamp at which the answer began; 0 while there is none.</summary>
    public long AnswerBeganAt => Attempt?.AnswerBeganAt ?? 0;

    /// <summary>From arrival until the answer began, or until now where it did not.</summary>
    public TimeSpan Taken => Time.GetElapsedTime(Started, AnswerBeganAt != 0 ? AnswerBeganAt : Time.GetTimestamp());

    /// <summary>Attempts made so far.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Why the call was refused; null when it was not.</summary>
    public Refusal? Refusal { get; internal set; }

    /// <summary>With a refusal: how long waiting would help; zero where it would not.</summary>
    public TimeSpan RetryAfter { get; internal set; }

    /// <summary>What was decided about this call, in order.</summary>
    public ref DecisionLog Decisions => ref _decisions;

    /// <summary>Attempts that follow one another share one object.</summary>
    internal Attempt First { get; } = new();

    public ref TriedNodes Tried => ref _tried;

    /// <summary>Whether the caller has gone.</summary>
    public abstract bool CallerGone { get; }

    /// <summary>Whether its body can be sent once more, to another node.</summary>
    public virtual bool CanBodyBeRepeated => true;

    /// <summary>Bytes of the caller's body where that is known; null where it is not.</summary>
    public virtual long? BodyLength => null;

    public abstract string Method { get; }

    public abstract string Host { get; }

    public abstract string Path { get; }

    public abstract bool TryGetHeader(string name, out string value);

    public abstract bool TryGetQuery(string name, out string value);

    /// <summary>The value of a cookie; false where it is absent, or the host has none.</summary>
    public virtual bool TryGetCookie(string name, out string value)
    {
        value = "";
        return false;
    }

    /// <summary>The address of the caller, behind all trusted proxies; empty where the host knows none.</summary>
    public virtual string ClientAddress => "";

    /// <summary>Whether the caller came over TLS.</summary>
    public virtual bool IsSecure => false;

    /// <summary>Runs out when an attempt, or the whole call, has taken too long.</summary>
    public CallTimer Timer { get; }

    /// <summary>Tries the call on one node.</summary>
    /// <param name="attempt">The try, with the node that was picked.</param>
    /// <param name="timeIsUp">Cancelled when the attempt's time is up. The caller's own cancellation is the host's to watch.</param>
    /// <returns>
    /// How it went. An attempt that failed before anything went to the caller must leave the answer untouched, so
    /// that another attempt or a refusal can still be given.
    /// </returns>
    protected internal abstract ValueTask<Outcome> AttemptAsync(Attempt attempt, CancellationToken timeIsUp);

    /// <summary>
    /// The host asks, when the head of a node's answer is there and nothing of it has gone to the caller, whether to pass it
    /// on. Several attempts may ask at once; one is told yes, and from then on the deadline no longer binds, only silence does.
    /// </summary>
    /// <param name="attempt">The attempt that has the answer.</param>
    /// <param name="head">Success or failure, as the head says.</param>
    /// <returns>False: another attempt has answered, or will be made; the host drops the answer and returns a failure that has not begun.</returns>
    protected internal bool Accept(Attempt attempt, in Outcome head)
    {
        if (head.IsFailure && IsBetterHoped(attempt, head)) return false;
        if (Interlocked.CompareExchange(ref _claimedBy, attempt.Number, 0) != 0) return false;
        var hedge = Volatile.Read(ref _hedge);
        if (attempt.IsHedge)
        {
            hedge!.Silent(Timeout.InfiniteTimeSpan);
            Timer.Abandon();
        }
        else
        {
            hedge?.Stop();
        }

        AnswerBegan(attempt);
        return true;
    }

    /// <summary>The answer of an attempt begins: from here on the deadline no longer binds, only silence does.</summary>
    public void AnswerBegan(Attempt attempt)
    {
        Timer.Stop();
        attempt.AnswerBeganAt = Time.GetTimestamp();
    }

    public void Record(Position position, string name, string rule, NodeModel? node = null) =>
        _decisions.Add(new Decision(position, name, rule, node));

    /// <summary>An answer's body keeps silent, either way, from now on: for how long is given to it.</summary>
    protected void Silent(Attempt attempt, TimeSpan longest)
    {
        if (attempt.IsHedge) _hedge!.Silent(longest);
        else Timer.Arm(longest);
    }

    /// <summary>The body goes on.</summary>
    protected void Heard(Attempt attempt)
    {
        if (attempt.IsHedge) _hedge!.Silent(Timeout.InfiniteTimeSpan);
        else Timer.Stop();
    }

    /// <summary>Ends every attempt in flight: for a host whose caller has gone.</summary>
    protected void AbandonAttempts()
    {
        Timer.Abandon();
        Volatile.Read(ref _hedge)?.Stop();
    }

    internal bool IsClaimed => Volatile.Read(ref _claimedBy) != 0;

    internal bool IsClaimedByOther(Attempt attempt) => Volatile.Read(ref _claimedBy) is not 0 and var number && number != attempt.Number;

    /// <summary>Watches the attempt that is about to be made, where there is another node and it is known what is normal.</summary>
    internal void Watch(Attempt attempt, InterfaceModel target)
    {
        _watched = false;
        var after = Version!.Nodes.Count > 1 ? target.Retry.LateAfter : Timeout.InfiniteTimeSpan;
        if (after == Timeout.InfiniteTimeSpan) return;
        _watched = true;
        DropHedge();
        _firstEnded = false;
        _late.Arm(attempt.Started, after);
    }

    /// <returns>What was made beside the attempt; null when that was not late.</returns>
    internal Hedge? EndWatch()
    {
        if (!_watched) return null;
        _firstEnded = true;
        if (_late.Disarm()) return null;
        // It went late at this very moment; the other thread is a few instructions from saying so.
        var spin = new SpinWait();
        while (Volatile.Read(ref _hedge) is null) spin.SpinOnce();
        return _hedge;
    }

    /// <summary>Whether another attempt follows the one that failed.</summary>
    internal bool TakeRetry(in Outcome outcome, out TimeSpan wait)
    {
        var target = Interface!;
        wait = _retryWait;
        var granted = _retryGranted || target.Retry.TriesAgain(this, Attempt!, outcome, out wait);
        _retryGranted = false;
        return granted && wait < OutboundPipeline.Remaining(this, target);
    }

    /// <summary>Makes the object fit for the next call.</summary>
    protected void Reset()
    {
        Plan = null!;
        Interface = null;
        Version = null;
        Attempt = null;
        First.Clear();
        DropHedge();
        _watched = _retryGranted = false;
        _claimedBy = 0;
        Started = 0;
        Attempts = 0;
        Refusal = null;
        RetryAfter = default;
        _decisions.Clear();
        _tried.Clear();
        Timer.Clear();
    }

    public void Dispose()
    {
        Timer.Dispose();
        _late.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether something better than this failure may come: of the attempt beside it, or of one that follows.</summary>
    private bool IsBetterHoped(Attempt attempt, in Outcome head)
    {
        if (attempt.IsHedge ? !_firstEnded : _watched && Volatile.Read(ref _hedge) is { IsInFlight: true }) return true;
        if (Version!.Candidates.Any(this) is null || !Interface!.Retry.TriesAgain(this, attempt, head, out _retryWait)) return false;
        return _retryGranted = true;
    }

    private void DropHedge()
    {
        _hedge?.Dispose();
        _hedge = null;
    }

    /// <summary>On the timer's thread, while the first attempt is in flight or just ending; <see cref="EndWatch"/> waits for the hedge.</summary>
    private void WentLate()
    {
        var hedge = new Hedge(Time);
        Volatile.Write(ref _hedge, hedge);
        _ = hedge.RunAsync(this, Interface!, First);
    }
}
