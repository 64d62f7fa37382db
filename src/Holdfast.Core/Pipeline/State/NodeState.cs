using Holdfast.Core.Evidence;

namespace Holdfast.Core.Pipeline.State;

/// <summary>What is known of a node, across every revision that names it.</summary>
public sealed class NodeState(VersionState version, string address, TimeProvider time) : OwnedState
{
    private readonly Lock _gate = new();
    private Availability _availability = Availability.Usable(time.GetUtcNow());
    private bool _wasProbed;

    // What every pick reads. The runtime lays numbers side by side: of one node in thousands it is then one line of memory
    // that must be fetched, and not one for each of them.
    private long _usableSince = version.IsLive ? time.GetTimestamp() : 0;
    private long _level;
    private int _inFlight;
    private int _withheld;
    private long _row;
    private long _doubtedAt;

    public string Address { get; } = address;

    public VersionState Version { get; } = version;

    /// <summary>Attempts on their way now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public AttemptMeter Meter { get; } = new();

    /// <summary>Whether it gets traffic, since when, and why not.</summary>
    public Availability Availability => Volatile.Read(ref _availability);

    public Withheld Withheld => (Withheld)Volatile.Read(ref _withheld);

    public bool IsUsable => Withheld == Withheld.None;

    /// <summary>Whether a call may be sent to it. In panic what is withheld for its health alone is used all the same.</summary>
    public bool MayBeUsed(bool inPanic) => inPanic ? (Withheld & ~Withheld.Health) == Withheld.None : IsUsable;

    /// <summary>
    /// Timestamp since which it gets traffic anew: after it was withheld, or since a revision added it to a version that
    /// was live already. 0: it was there when its version was, so there is nothing for it to warm up from.
    /// </summary>
    public long UsableSince => Volatile.Read(ref _usableSince);

    /// <summary>Whether it has ever passed an active probe.</summary>
    public bool WasProbed => Volatile.Read(ref _wasProbed);

    /// <summary>
    /// One word for people and metrics: <c>usable</c>, <c>unknown</c> (gets traffic, but has neither passed a probe nor
    /// answered a call yet), <c>draining</c> (withheld by an operator or a degradation plan, attempts are still on their way), <c>drained</c>,
    /// <c>unresolved</c> (its name stands for no address), <c>probe-failing</c>, <c>ejected</c>.
    /// </summary>
    public string Condition => ConditionOf(Availability);

    /// <summary>As <see cref="Condition"/>, for a reading whose reason and time are shown beside it.</summary>
    public string ConditionOf(Availability reading) => reading.Withheld switch
    {
        Withheld.None => WasProbed || Meter.Read().Successes > 0 ? "usable" : "unknown",
        var why when (why & (Withheld.Drained | Withheld.GivenUp)) != Withheld.None => InFlight > 0 ? "draining" : "drained",
        var why when (why & Withheld.Unresolved) != Withheld.None => "unresolved",
        var why when (why & Withheld.Probe) != Withheld.None => "probe-failing",
        _ => "ejected",
    };

    /// <summary>Whether it is one of the live revision's, and so of <see cref="VersionState.Tally"/>. The version's own.</summary>
    internal bool IsCounted { get; set; }

    /// <summary>How quickly it answers, as the one principle packs it that writes it; 0: nothing is known yet.</summary>
    internal ref long Level => ref _level;

    /// <summary>Its failures in a row, likewise.</summary>
    internal ref long Row => ref _row;

    /// <summary>Timestamp of the newest failure for which it is in doubt, likewise; 0: it is not.</summary>
    internal ref long DoubtedAt => ref _doubtedAt;

    internal void Began()
    {
        Interlocked.Increment(ref _inFlight);
        Version.CountInFlight(1);
    }

    internal void Ended()
    {
        Interlocked.Decrement(ref _inFlight);
        Version.CountInFlight(-1);
    }

    internal void PassedProbe() => Volatile.Write(ref _wasProbed, true);

    /// <summary>Sets or lifts one reason; false when it was so already. The candidates of the live revision are arranged anew before it returns, or by whoever is about to do so.</summary>
    internal bool Withhold(Withheld why, bool on, string reason)
    {
        if (!Mark(why, on, reason)) return false;
        Version.Changed();
        return true;
    }

    /// <summary>Says why in other words; it is withheld as it was.</summary>
    internal void Reword(Withheld why, string reason)
    {
        lock (_gate) Volatile.Write(ref _availability, _availability.Reworded(why, reason));
    }

    /// <summary>As <see cref="Withhold"/>, for changes under a lock, or many of them: the caller says <see cref="VersionState.Changed"/> afterwards.</summary>
    internal bool Mark(Withheld why, bool on, string reason)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            var after = on ? _availability.With(why, reason, now) : _availability.Without(why, now);
            if (ReferenceEquals(after, _availability)) return false;
            Version.Changing();
            if (after.IsUsable) Volatile.Write(ref _usableSince, time.GetTimestamp());
            Version.Carry(this, ref _availability, after);
            Volatile.Write(ref _withheld, (int)after.Withheld);
            // Once more: an arrangement made in between does not know of it.
            Version.Changing();
        }

        return true;
    }
}
