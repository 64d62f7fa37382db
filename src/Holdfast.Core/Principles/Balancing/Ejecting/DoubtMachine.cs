namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>How far a node whose last calls failed is trusted with a call that nobody could make good. Pure.</summary>
/// <remarks>
/// Long before a node is ejected it is more likely than the others to fail. Calls that can be made elsewhere find out about
/// it; those that cannot keep away for a moment. Not for ever: where no other calls come, nobody would see that it is well
/// again. So trust comes back with silence, from a trickle on, and a node that fails the trickle has lost it for longer.
/// </remarks>
public static class DoubtMachine
{
    /// <summary>Failures in a row that chance brings about more often than this are no reason for doubt.</summary>
    public const double ChanceMax = 1e-3;

    /// <summary>Trust that returns first: a tenth, as in a slow start.</summary>
    public const double TrustFirst = 0.1;

    /// <summary>For how long nothing is trusted to a node after its first failure; twice as long after each further one.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    private const int DoublingsMax = 3;

    /// <summary>Whether so many failures in a row put a node in doubt.</summary>
    /// <param name="failing">Share of their attempts that the other nodes fail by their nature.</param>
    public static bool IsDoubtful(int row, double failing) => row > 0 && Math.Pow(failing, row) <= ChanceMax;

    /// <summary>Whether one more node may be in doubt: at most half of them, or the others would be given more than twice what is theirs.</summary>
    /// <param name="doubted">Other nodes that are in doubt.</param>
    /// <param name="others">Other nodes that are usable.</param>
    public static bool HasRoom(int doubted, int others) => (doubted + 1) * 2 <= others + 1;

    /// <summary>For how long nothing is trusted to a node that has failed so often in a row.</summary>
    public static TimeSpan Lasts(int row) => Shortest * (1 << Math.Clamp(row - 1, 0, DoublingsMax));

    /// <summary>From 0, not at all, to 1, as if nothing had been; the share of what is its own that a node gets.</summary>
    /// <param name="row">Failures in a row.</param>
    /// <param name="silence">Since the last of them; below zero where the clock was read before it.</param>
    public static double Trust(int row, TimeSpan silence)
    {
        var lasts = Lasts(row);
        if (row <= 0 || silence >= 2 * lasts) return 1;
        return silence < lasts ? 0 : Math.Max(TrustFirst, (silence - lasts) / lasts);
    }
}
