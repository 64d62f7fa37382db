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
    private DecisionLog _decisions;
    private TriedNodes _tried;

    protected Call(TimeProvider time)
    {
        Time = time;
        Timer = new CallTimer(time);
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

    /// <summary>Bytes of the caller's body where that is known; null where it is not.</summary>
    public virtual long? BodyLength => null;

    public abstract string Method { get; }

    public abstract string Host { get; }

    public abstract string Path { get; }

    public abstract bool TryGetHeader(string name, out string value);

    public abstract bool TryGetQuery(string name, out string value);

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

    /// <summary>The host says so when an answer begins: from here on the deadline no longer binds, only silence does.</summary>
    public void AnswerBegan(Attempt attempt)
    {
        Timer.Stop();
        attempt.AnswerBeganAt = Time.GetTimestamp();
    }

    public void Record(Position position, string name, string rule, NodeModel? node = null) =>
        _decisions.Add(new Decision(position, name, rule, node));

    /// <summary>Makes the object fit for the next call.</summary>
    protected void Reset()
    {
        Plan = null!;
        Interface = null;
        Version = null;
        Attempt = null;
        First.Clear();
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
        GC.SuppressFinalize(this);
    }
}
