using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>One request on its way through an interface. A host derives from it and knows how an attempt is made.</summary>
/// <remarks>
/// Reused: a host takes one from its pool, sets <see cref="Plan"/>, runs it and calls <see cref="Reset"/>. Nothing may
/// keep a reference to a call that has ended.
/// </remarks>
public abstract class Call : CallRequest, IDisposable
{
    private readonly LateWatch _late;
    private DecisionLog _decisions;
    private AttemptLog _ended;
    private TriedNodes _tried;
    private KeptPlaces _kept;
    private Hedge? _hedge;
    private InterfaceModel? _standsInFor;
    private WatchMarks _marks = WatchMarks.None;
    private int _claimedBy;
    private List<KeyValuePair<string, string>>? _told;
    private bool _retryGranted;
    private bool _isGivenUp;
    private bool _hasOther;
    private TimeSpan _retryWait;
    private long _now;

    protected Call(TimeProvider time)
    {
        Time = time;
        Timer = new CallTimer(time);
        _late = new LateWatch(time, () => SentAt, Waited);
    }

    public TimeProvider Time { get; }

    /// <summary>The revision this call lives and ends under, whatever is published meanwhile.</summary>
    public PlanModel Plan { get; set; } = null!;

    /// <summary>Null until the call was matched, and when nothing matched.</summary>
    public InterfaceModel? Interface { get; internal set; }

    /// <summary>The version that all attempts of this call go to; null before the outbound half.</summary>
    public VersionModel? Version { get; internal set; }

    /// <summary>The nodes of the version that it may use; null: all of them.</summary>
    internal Candidates? Part { get; set; }

    /// <summary>Node of the newest attempt, or of the one that answered.</summary>
    public NodeModel? Node => Attempt?.Node;

    /// <summary>The newest attempt, or the one that answered; null before the first.</summary>
    public Attempt? Attempt { get; internal set; }

    /// <summary>How much it matters; what the plan says of the interface, unless somebody trusted says otherwise.</summary>
    public Criticality Criticality { get; set; } = Criticality.Normal;

    /// <summary>Whether it asks for what very many ask for just now. Said by the stage at <see cref="Position.HotKeys"/>.</summary>
    public bool IsHot { get; set; }

    /// <summary>Over how many nodes calls like it are spread where balancing would keep them at one; 0: over none. Said with <see cref="IsHot"/>.</summary>
    public int SpreadOver { get; set; }

    /// <summary>Timestamp of arrival, of <see cref="Time"/>.</summary>
    public long Started { get; private set; }

    /// <summary>
    /// Timestamp of this moment. From arrival to the first attempt everything is decided in one go, by one look at the clock;
    /// once the call has waited, and from its first attempt on, the clock is looked at each time.
    /// </summary>
    public long Now => _now is var known and not 0 ? known : Time.GetTimestamp();

    /// <summary>Timestamp at which the answer began; 0 while there is none.</summary>
    public long AnswerBeganAt => Attempt?.AnswerBeganAt ?? 0;

    /// <summary>From arrival until the answer began, or until now where it did not.</summary>
    public TimeSpan Taken => Time.GetElapsedTime(Started, AnswerBeganAt != 0 ? AnswerBeganAt : Time.GetTimestamp());

    /// <summary>Attempts made so far.</summary>
    public int Attempts { get; internal set; }

    /// <summary>Those that were made on another service, before this one was asked in its place.</summary>
    internal int AttemptsElsewhere { get; set; }

    /// <summary>Whether the service that is asked now has not been asked yet.</summary>
    internal bool IsFirst => Attempts == AttemptsElsewhere;

    /// <summary>Why the call was refused; null when it was not.</summary>
    public Refusal? Refusal { get; internal set; }

    /// <summary>With a refusal: how long waiting would help; zero where it would not.</summary>
    public TimeSpan RetryAfter { get; internal set; }

    /// <summary>Path of the rule by which something answers in the service's place; null: nothing does.</summary>
    public string? SubstitutedBy { get; private set; }

    /// <summary>Who else wants the answer of the node, and how it is asked; null nearly always.</summary>
    public AnswerTee? Tee { get; internal set; }

    /// <summary>What a cache says of the answer (RFC 9211); null: there is none.</summary>
    public string? CacheStatus { get; internal set; }

    /// <summary>How old the answer is, in seconds, where it was at hand; else null.</summary>
    public string? AnswerAge { get; internal set; }

    /// <summary>Whether an answer at hand is of use to the caller: not in the middle of a conversation, such as gRPC's.</summary>
    public virtual bool TakesAnswers => true;

    /// <summary>Header fields of whatever answer goes out: the service's, a stored one, a refusal. Null nearly always.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Told => _told;

    /// <summary>What was decided about this call, in order.</summary>
    public ref DecisionLog Decisions => ref _decisions;

    /// <summary>Its attempts that have ended, in their order; without one that answered at once, which is in the call itself.</summary>
    public ref AttemptLog Ended => ref _ended;

    /// <summary>Calls of this object that are still to go by before an ordinary one is kept for whoever asks.</summary>
    internal int UntilSampled { get; set; }

    /// <summary>What it counts for where paths are observed; null elsewhere, and where its path is not known.</summary>
    internal Discovery.SeenCalls? Seen { get; set; }

    /// <summary>What stages keep for it between entering and leaving.</summary>
    internal ref KeptPlaces Kept => ref _kept;

    /// <summary>Attempts that follow one another share one object.</summary>
    internal Attempt First { get; } = new();

    public ref TriedNodes Tried => ref _tried;

    /// <summary>Whether the caller has gone.</summary>
    public abstract bool CallerGone { get; }

    /// <summary>Cancelled when the caller goes, for who has the call wait; of no use where the host hears of it only when it asks.</summary>
    public virtual CancellationToken CallerGoing => CancellationToken.None;

    /// <summary>Whether its body can be sent once more, to another node.</summary>
    public virtual bool CanBodyBeRepeated => true;

    /// <summary>Whether the host can make two attempts at once.</summary>
    public virtual bool CanBeHedged => CanBodyBeRepeated;

    /// <summary>How long the caller waits; null where it does not say. Shortens the plan's deadline, never lengthens it.</summary>
    public virtual CallerDeadline? CallerDeadline => null;

    /// <summary>How much it matters, as somebody says who is trusted to; null: nobody does.</summary>
    public virtual Criticality? CallerCriticality => null;

    /// <summary>A call of its own that asks for the same, without the caller's conditions and deadline, and whose answer goes to nobody; null where the host has none.</summary>
    /// <remarks>Whoever asked for it runs it, and disposes of it.</remarks>
    protected internal virtual Call? Twin() => null;

    /// <summary>Runs out when an attempt, or the whole call, has taken too long.</summary>
    public CallTimer Timer { get; }

    /// <summary>What an attempt made beside another ran into by a fault of ours. The call went on without it; null nearly always.</summary>
    public Exception? HedgeFault { get; internal set; }

    /// <summary>
    /// Timestamp at which the request of the attempt in flight was sent whole, <see cref="long.MaxValue"/> while the caller is
    /// still sending it; 0: as the attempt began. Read by another thread.
    /// </summary>
    protected virtual long SentAt => 0;

    /// <inheritdoc cref="SentAt"/>
    internal long RequestSentAt => SentAt;

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
    /// <returns>False: another attempt has answered, or will be made; the host drops the answer and returns an outcome that has not begun.</returns>
    protected internal bool Accept(Attempt attempt, in Outcome head)
    {
        // With its head here an attempt is no longer waited for, however long its body takes.
        var hedge = attempt.IsHedge ? _hedge : EndWatch();
        if (head.IsFailure && IsBetterHoped(attempt, head, hedge)) return false;
        if (head.IsFailure && (_hasOther || Interface!.Otherwise?.Replaces(this, head) == true)) return !(_isGivenUp = true);
        if (!Claim(attempt, isAlone: hedge is null)) return false;
        attempt.AnswerBeganAt = Time.GetTimestamp();
        if (attempt.IsHedge)
        {
            hedge!.Silent(Timeout.InfiniteTimeSpan);
            Timer.Abandon();
        }
        else
        {
            Timer.Stop();
            hedge?.Stop();
        }

        foreach (var gate in Version!.Gates) gate.AnswerBegan(this, attempt, head);
        foreach (var stage in (_standsInFor ?? Interface)!.Hearing) stage.AnswerBegan(this, head);
        return true;
    }

    /// <summary>Answers with what is at hand, where nothing has gone to the caller yet.</summary>
    /// <returns>Success, or <see cref="OutcomeKind.Cancelled"/> where the caller went meanwhile.</returns>
    public abstract ValueTask<Outcome> AnswerAsync(StoredAnswer answer);

    /// <summary>For a host that refuses a call before anything of the plan is asked.</summary>
    public void Refuse(Refusal refusal, TimeSpan retryAfter = default)
    {
        (Refusal, RetryAfter) = (refusal, retryAfter);
        Record(refusal.Position, refusal.Decision, refusal.Rule);
    }

    public void Record(Position position, string name, string rule, NodeModel? node = null, Measure measured = default) =>
        _decisions.Add(new Decision(position, name, rule, node, measured));

    /// <summary>Tells the caller something with whatever answer goes out. Before the outbound half, and a name may come more than once.</summary>
    public void Tell(string name, string value) => (_told ??= []).Add(KeyValuePair.Create(name, value));

    /// <summary>From now on what is answered is a substitute; null: no longer.</summary>
    internal void Substitute(string? rule) => SubstitutedBy = rule;

    /// <summary>Asks another service in the place of the interface's own. Without an answer, the refusal is what it was before.</summary>
    /// <param name="isLast">Nothing else would answer: also an answer that says it failed is passed on.</param>
    internal async ValueTask<Outcome> StandInAsync(InterfaceModel standIn, bool isLast)
    {
        var (own, refusal, retryAfter) = (Interface, Refusal, RetryAfter);
        (Interface, _standsInFor) = (standIn, own);
        _isGivenUp = false;
        _hasOther = !isLast;
        var outcome = Outcome.Failed(FailureKind.Reset);
        try
        {
            outcome = await OutboundPipeline.RunAsync(this, standIn);
        }
        finally
        {
            (Interface, _standsInFor) = (own, null);
            _hasOther = false;
            if (!outcome.Began) (Refusal, RetryAfter) = (refusal, retryAfter);
        }

        return outcome;
    }

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

    /// <summary>Ends every attempt in flight: for a host whose caller has gone. From any thread, while the call lasts.</summary>
    protected void AbandonAttempts()
    {
        // Read first: what is abandoned may end on this very thread, the call with it, and be another call by then.
        var hedge = Volatile.Read(ref _hedge);
        Timer.Abandon();
        hedge?.Stop();
    }

    internal void Arrive() => Started = _now = Time.GetTimestamp();

    /// <summary>To be said by whoever has the call wait, before it asks what time it is again.</summary>
    internal void LetTimePass() => _now = 0;

    internal bool IsClaimed => Volatile.Read(ref _claimedBy) != 0;

    internal bool IsClaimedByOther(Attempt attempt) => Volatile.Read(ref _claimedBy) is not 0 and var number && number != attempt.Number;

    /// <summary>Watches the attempt that is about to be made, where there is another node and it is known what is normal.</summary>
    internal void Watch(Attempt attempt, InterfaceModel target)
    {
        DropHedge();
        _marks = Version!.Nodes.Count > 1 ? WatchMarks.Of(this, target.Retry) : WatchMarks.None;
        if (_marks.First is var after && after != Timeout.InfiniteTimeSpan) _late.Arm(attempt.Started, after);
    }

    /// <summary>The attempt that was watched has its answer, or has ended. May be called again.</summary>
    /// <returns>What is, or may just be, made beside it; null when it did not wait for so long.</returns>
    internal Hedge? EndWatch()
    {
        if (_marks == WatchMarks.None || _late.Disarm()) return null;
        if (_marks.IsLateFirst) First.IsLate = true;
        return Beside();
    }

    /// <summary>Whether another attempt follows the one that failed.</summary>
    internal bool TakeRetry(in Outcome outcome, out TimeSpan wait)
    {
        wait = _retryWait;
        var isGranted = _retryGranted || (!_isGivenUp && TriesAgain(Attempt!, outcome, out wait));
        _retryGranted = _isGivenUp = false;
        return isGranted;
    }

    /// <summary>Makes the object fit for the next call.</summary>
    protected void Reset()
    {
        Plan = null!;
        Interface = null;
        Version = null;
        Part = null;
        Attempt = null;
        First.Clear();
        DropHedge();
        _marks = WatchMarks.None;
        _retryGranted = false;
        _isGivenUp = false;
        _hasOther = false;
        SubstitutedBy = null;
        _claimedBy = 0;
        HedgeFault = null;
        Criticality = Criticality.Normal;
        IsHot = false;
        SpreadOver = 0;
        _told = null;
        Tee = null;
        CacheStatus = AnswerAge = null;
        _kept = default;
        Seen = null;
        Started = _now = 0;
        Attempts = 0;
        AttemptsElsewhere = 0;
        Refusal = null;
        RetryAfter = default;
        _decisions.Clear();
        _ended.Clear();
        _tried.Clear();
        Timer.Clear();
    }

    public void Dispose()
    {
        Timer.Dispose();
        _late.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Where no other was made beside it, and none can be any more, nobody else claims.</summary>
    private bool Claim(Attempt attempt, bool isAlone)
    {
        if (!isAlone) return Interlocked.CompareExchange(ref _claimedBy, attempt.Number, 0) == 0;
        if (Volatile.Read(ref _claimedBy) != 0) return false;
        Volatile.Write(ref _claimedBy, attempt.Number);
        return true;
    }

    /// <summary>Whether something better than this failure may come: of the attempt beside it, or of one that follows.</summary>
    private bool IsBetterHoped(Attempt attempt, in Outcome head, Hedge? hedge)
    {
        if (hedge?.GivesWay(attempt) == true) return true;
        // Who says that it cannot is asked again only when it said when.
        if (attempt.RetryAfter == TimeSpan.Zero && Version!.CandidatesOf(this).Any(this) is null) return false;
        return _retryGranted = TriesAgain(attempt, head, out _retryWait);
    }

    private bool TriesAgain(Attempt attempt, in Outcome outcome, out TimeSpan wait) =>
        Interface!.Retry.TriesAgain(this, attempt, outcome, Remaining.Of(this, Interface).Time, out wait);

    private void DropHedge()
    {
        _hedge?.Dispose();
        _hedge = null;
    }

    /// <summary>On the timer's thread, while the first attempt is in flight or just ending; who ends it waits for the hedge.</summary>
    private void Waited()
    {
        var marks = _marks;
        if (marks.IsLateFirst) First.IsLate = true;
        _ = Beside().RunAsync(this, Interface!, First, marks);
    }

    /// <summary>Made by whichever thread comes first: that of the timer, or that of the attempt which was late at the very last moment.</summary>
    private Hedge Beside()
    {
        if (Volatile.Read(ref _hedge) is { } there) return there;
        var made = new Hedge(Time);
        if (Interlocked.CompareExchange(ref _hedge, made, null) is not { } other) return made;
        made.Dispose();
        return other;
    }
}
