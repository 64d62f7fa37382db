using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Panicking;

/// <summary>When a version panics, and how it comes out of it. Pure.</summary>
public static class PanicMachine
{
    /// <summary>
    /// How much more than its ordinary share a usable node is given at once: what a group of nodes is trusted to carry
    /// when part of it is lost.
    /// </summary>
    public const double Overload = 1.4;

    /// <param name="before">How the version stood.</param>
    /// <param name="usable">Weight of the usable nodes.</param>
    /// <param name="total">Weight of all nodes that panic could use.</param>
    /// <param name="threshold">Usable share of the weight below which it panics, 0 to 1; 0: when none is left. Null: never.</param>
    /// <param name="now">Timestamp.</param>
    /// <param name="ramp">How long leaving takes, in the units of timestamps.</param>
    public static Panic Next(Panic before, long usable, long total, double? threshold, long now, long ramp)
    {
        if (threshold is not { } least || total <= 0) return Panic.Calm;
        if (usable <= 0 || (usable < total && usable < least * total))
            return before.Phase == PanicPhase.Panic ? before : new Panic(PanicPhase.Panic, now, 0);

        return before.Phase switch
        {
            PanicPhase.Panic when usable < total => new Panic(PanicPhase.Leaving, now, ShareMin(usable, total)),
            PanicPhase.Leaving when usable < total && now - before.Since < ramp => before with { UsableShareMin = ShareMin(usable, total) },
            _ => Panic.Calm,
        };
    }

    /// <summary>While panic is left: the share of calls that go to usable nodes alone. Grows to 1 evenly.</summary>
    public static double UsableShare(Panic panic, long now, long ramp)
    {
        var done = ramp <= 0 ? 1 : Math.Clamp((double)(now - panic.Since) / ramp, 0, 1);
        return panic.UsableShareMin + ((1 - panic.UsableShareMin) * done);
    }

    /// <summary>
    /// Share of calls with which the usable nodes, who get their part of the other calls as well, get
    /// <see cref="Overload"/> times their ordinary share: s + (1 - s)·u = 1.4·u for a usable share u of the weight.
    /// </summary>
    private static double ShareMin(long usable, long total)
    {
        var share = (double)usable / total;
        return Math.Min(1, (Overload - 1) * share / (1 - share));
    }
}
