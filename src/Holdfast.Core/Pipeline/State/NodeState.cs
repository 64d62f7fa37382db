using Holdfast.Core.Evidence;

namespace Holdfast.Core.Pipeline.State;

/// <summary>What is known of a node, across every revision that names it.</summary>
public sealed class NodeState(VersionState version, string address, TimeProvider time) : OwnedState
{
    private readonly Lock _gate = new();
    private int _withheld;
    private int _inFlight;

    public string Address { get; } = address;

    public VersionState Version { get; } = version;

    /// <summary>Attempts on their way now.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    public AttemptMeter Meter { get; } = new();

    public Withheld Withheld => (Withheld)Volatile.Read(ref _withheld);

    public bool IsUsable => Volatile.Read(ref _withheld) == 0;

    /// <summary>Since when it is usable or withheld as it is now.</summary>
    public DateTimeOffset Since { get; private set; } = time.GetUtcNow();

    /// <summary>Why it is as it is, in words for an operator; empty for a node that nothing is wrong with.</summary>
    public string Reason { get; private set; } = "";

    /// <summary>Whether an active probe has ever answered for this node: a node nobody has asked is unknown, not healthy.</summary>
    public bool WasProbed { get; private set; }

    /// <summary>One word for people and metrics: <c>usable</c>, <c>ejected</c>, <c>probe-failing</c>.</summary>
    public string Condition => Withheld switch
    {
        Withheld.None => "usable",
        var why when (why & Withheld.Probe) != Withheld.None => "probe-failing",
        _ => "ejected",
    };

    internal void Began() => Interlocked.Increment(ref _inFlight);

    internal void Ended() => Interlocked.Decrement(ref _inFlight);

    internal void Probed() => WasProbed = true;

    /// <summary>Sets or lifts one reason; false when it was so already.</summary>
    internal bool Withhold(Withheld why, bool on, string reason)
    {
        lock (_gate)
        {
            var before = (Withheld)_withheld;
            var after = on ? before | why : before & ~why;
            if (before == after) return false;
            Volatile.Write(ref _withheld, (int)after);
            Since = time.GetUtcNow();
            Reason = after == Withheld.None ? "" : on ? reason : Reason;
        }

        Version.Changed();
        return true;
    }
}
