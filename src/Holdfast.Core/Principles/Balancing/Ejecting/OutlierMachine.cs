namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Whether a node does far worse than the others. Pure.</summary>
/// <remarks>
/// Failures are compared by the likelihood-ratio test of two proportions, the node's against that of all the others
/// together (Wilks 1938; Dunning 1993, who shows it to hold for rare events and small counts, where a comparison in
/// standard deviations does not). A multiple of the deviation among nodes needs many nodes and is blind in a service
/// of two or three; this test needs one other node.
/// </remarks>
public static class OutlierMachine
{
    /// <summary>Attempts that a node must have had before its failures are judged; the test itself asks for more where the others had few.</summary>
    public const int AttemptsMin = 10;

    /// <summary>Attempts that the others together must have had, and answers that each node must have given before its times are judged.</summary>
    public const int EvidenceMin = 20;

    /// <summary>
    /// Logarithm of the likelihood ratio from which a difference is no chance: six standard deviations, once in a
    /// thousand million looks. Nodes are looked at several times a second for years. The worst of many nodes is worse by
    /// chance than one of two: the logarithm of their number is added (Bonferroni).
    /// </summary>
    public const double LikelihoodMin = 18;

    /// <summary>Standard errors from which a difference of mean times is no chance; of many nodes it takes more, as with <see cref="LikelihoodMin"/>.</summary>
    public const double ErrorsMin = 6;

    /// <summary>Chance below which a row of failures is none.</summary>
    public const double RowChanceMax = 1e-6;

    /// <summary>A node must also be slower by this much: three times next to nothing is nothing.</summary>
    public static readonly TimeSpan SlowerMin = TimeSpan.FromMilliseconds(20);

    /// <summary>How sure it is that the node fails more of its attempts than the others: 0 where it is not.</summary>
    /// <param name="ratioMin">Failure ratio below which a node is never held to be ill.</param>
    /// <param name="nodes">Nodes that are looked at.</param>
    public static double FailsMore(in EjectCounts node, in EjectCounts others, double ratioMin, int nodes)
    {
        if (node.Attempts < AttemptsMin || others.Attempts < EvidenceMin) return 0;
        if (node.FailureRatio < ratioMin || node.FailureRatio <= others.FailureRatio) return 0;
        var likelihood = Likelihood(node, others);
        return likelihood < LikelihoodMin + Math.Log(nodes) ? 0 : likelihood;
    }

    /// <summary>Logarithm of how much likelier the counts are with a ratio for each side than with one for both.</summary>
    public static double Likelihood(in EjectCounts node, in EjectCounts others)
    {
        var all = node.Plus(others).FailureRatio;
        return Gain(node, all) + Gain(others, all);
    }

    /// <summary>Whether so many failures in a row come about by less than chance, as often as the others fail or are late by their nature.</summary>
    /// <remarks>One call in twenty may be late where times spread: two in a row are then seen every few minutes, on every node.</remarks>
    public static bool IsRowBeyondChance(int row, in EjectCounts others) => Math.Pow(Failing(others), row) <= RowChanceMax;

    /// <summary>Share of their attempts that nodes fail, by the rule of succession: none in so many attempts does not mean never.</summary>
    public static double Failing(in EjectCounts counts) => (counts.Failed + 1.0) / (counts.Attempts + 2.0);

    /// <summary>Whether the mean times of two nodes differ by more than those of so many answers do by chance (Welch 1947).</summary>
    /// <remarks>Answers of a service with quick and slow interfaces differ a lot: then it takes more of them to know.</remarks>
    /// <param name="nodes">Nodes that are looked at.</param>
    public static bool IsSlowBeyondChance(in EjectCounts node, in EjectCounts other, int nodes)
    {
        var difference = node.Logarithm - other.Logarithm;
        return difference > 0 && difference * difference > ((ErrorsMin * ErrorsMin) + (2 * Math.Log(nodes))) * (node.ErrorSquared + other.ErrorSquared);
    }

    /// <summary>Whether a node takes far longer to answer than the others.</summary>
    /// <param name="node">Its mean logarithm.</param>
    /// <param name="others">That of the others in the middle.</param>
    /// <param name="times">How many times as long is too long.</param>
    public static bool IsSlow(double node, double others, int times)
    {
        var (own, usual) = (Evidence.LogScale.Duration(node), Evidence.LogScale.Duration(others));
        return own > usual * times && own > usual + SlowerMin;
    }

    private static double Gain(in EjectCounts counts, double all) =>
        Term(counts.Failed, counts.FailureRatio, all) + Term(counts.Good, 1 - counts.FailureRatio, 1 - all);

    private static double Term(long count, double own, double all) => count == 0 ? 0 : count * Math.Log(own / all);
}
