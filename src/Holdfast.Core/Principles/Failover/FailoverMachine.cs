namespace Holdfast.Core.Principles.Failover;

/// <summary>How traffic spills from a sickening group of nodes to the next.</summary>
/// <remarks>
/// A group carries all of its traffic while at least 1 / <see cref="Overprovisioning"/> of its weight is usable (71%),
/// below that in proportion; what it cannot carry goes to the next group. Envoy's rule for priority levels, with its factor.
/// </remarks>
public static class FailoverMachine
{
    public const double Overprovisioning = 1.4;

    /// <param name="groups">Usable and total weight of each group, most preferred first; a node in slow start counts for what it carries.</param>
    /// <returns>Share of each group; they add up to 1, or are all 0 when nothing is usable.</returns>
    public static double[] Shares(IReadOnlyList<(double Usable, int Total)> groups)
    {
        var health = new double[groups.Count];
        for (var i = 0; i < health.Length; i++)
        {
            var (usable, total) = groups[i];
            health[i] = total == 0 ? 0 : Math.Min(1, Overprovisioning * usable / total);
        }

        // Where all groups together cannot carry the whole, each takes in proportion: nothing is refused by arithmetic.
        var sum = health.Sum();
        if (sum is > 0 and < 1)
            for (var i = 0; i < health.Length; i++) health[i] /= sum;

        var left = 1.0;
        var shares = new double[health.Length];
        for (var i = 0; i < shares.Length; i++)
        {
            shares[i] = Math.Min(left, health[i]);
            left -= shares[i];
        }

        return shares;
    }
}
