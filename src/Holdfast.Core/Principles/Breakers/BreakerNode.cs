using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>How attempts on one node went lately, for breakers that ask for a quorum.</summary>
internal sealed class BreakerNode
{
    private Dated? _kept;

    /// <summary>Null before the first attempt.</summary>
    public EvidenceWindow? Latest => Volatile.Read(ref _kept)?.Window;

    public EvidenceWindow Window(TimeSpan time, long now, long frequency)
    {
        if (Volatile.Read(ref _kept) is { } kept && kept.Time == time) return kept.Window;
        var made = new Dated(time, BreakerWindow.Of(time).Make(now, frequency));
        Volatile.Write(ref _kept, made);
        return made.Window;
    }

    private sealed record Dated(TimeSpan Time, EvidenceWindow Window);
}
