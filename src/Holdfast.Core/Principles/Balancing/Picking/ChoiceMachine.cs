namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Which of two nodes that were drawn by weight gets the call. Pure.</summary>
/// <remarks>
/// The power of two choices (Mitzenmacher 2001), made to keep weights. The first node drawn keeps the call, and the more
/// certainly hands it to the second the more that one is better. Handing over in proportion, and not whenever any
/// difference is seen, makes what noise moves to and fro cancel out: where nodes answer alike, their shares are their weights.
/// </remarks>
public static class ChoiceMachine
{
    /// <summary>Latencies that differ by less than this factor, as a binary logarithm, are alike: 1 is twofold.</summary>
    public const double AlikeWithin = 1;

    /// <summary>Unpunished failures count up to this many, each as a doubled latency: after ten a node has a trickle of calls left.</summary>
    public const int PenaltyMax = 10;

    /// <summary>What is known of a node without news loses its meaning as e^-(t / this).</summary>
    public const double ForgetSeconds = LatencyMachine.FallSeconds;

    /// <summary>How many times as slow the first is; failures that should have ejected it count as slowness.</summary>
    public static double SlowerBy(in News first, in News second)
    {
        // A node that was never measured is taken to be like the other: neither shunned nor stormed.
        double difference = float.IsNaN(first.Level) || float.IsNaN(second.Level) ? 0 : first.Level - second.Level;
        // Nearly always: what is alike does not become less so with time.
        if (Math.Abs(difference) <= AlikeWithin && (first.Unpunished | second.Unpunished) == 0) return 1;
        difference = (difference * Kept(first.SilenceSeconds + second.SilenceSeconds)) + Penalty(first) - Penalty(second);
        var counts = Math.Abs(difference) - AlikeWithin;
        return counts <= 0 ? 1 : Math.Pow(2, Math.CopySign(counts, difference));
    }

    /// <summary>The probability with which the second node gets the call; 0 or less: never, 1 or more: always.</summary>
    /// <param name="first">Drawn first.</param>
    /// <param name="second">Another one.</param>
    /// <param name="slower">How many times as slow the first is.</param>
    public static double HandOver(in Contender first, in Contender second, double slower)
    {
        // Idle nodes differ by their latency alone; busy ones by what waits in them for each part of their weight too, in
        // calls of the lighter one: two of equal weight with one call more in the first, and it is handed over.
        var unit = Math.Min(first.Weight, second.Weight);
        var better = slower - 1 + (((slower * first.InFlight / first.Weight) - (second.InFlight / second.Weight)) * unit);
        // A heavy node is first more often than second. It hands over as much more rarely, so that as much comes back.
        return better * Math.Min(1, (1 - first.Share) / (1 - second.Share));
    }

    private static double Penalty(in News news) =>
        news.Unpunished == 0 ? 0 : Math.Min(PenaltyMax, news.Unpunished) * Kept(news.SilenceSeconds);

    /// <summary>How much of what is known still counts.</summary>
    private static double Kept(double silenceSeconds) => Math.Exp(-silenceSeconds / ForgetSeconds);
}
