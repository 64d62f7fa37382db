namespace Holdfast.Core.Principles.Isolation;

/// <summary>What plans ask for, as the sizes of pools. Pure.</summary>
internal static class PoolShapes
{
    /// <summary>So that 0.29 of 100 places are 29, and not 28.</summary>
    private const double Rounding = 1e-9;

    public static PoolShape Of(IsolatePlan plan) => new(plan.Concurrency, plan.QueueMax, plan.Wait ?? TimeSpan.Zero, plan.Order, []);

    /// <param name="nodes">That are usable now.</param>
    public static PoolShape Of(PoolPlan plan, int nodes)
    {
        var capacity = Capacity(plan.Concurrency, plan.PerNode, nodes);
        return new(capacity, plan.QueueMax, plan.Wait ?? TimeSpan.Zero, plan.Order, Shares(plan, capacity));
    }

    /// <param name="perNode">Calls that the connections to one node carry.</param>
    /// <inheritdoc cref="Of(PoolPlan, int)"/>
    public static PoolShape Of(ConnectionsPlan plan, int perNode, int nodes) =>
        new(Capacity(null, perNode, nodes), plan.QueueMax, plan.Wait, PoolOrder.First, []);

    /// <summary>Of one node: who finds no place there goes to another, or waits for the version.</summary>
    public static PoolShape OfNode(int perNode) => new(perNode, 0, TimeSpan.Zero, PoolOrder.First, []);

    /// <summary>Where no node is usable it is as if one were: that there is none is for others to say.</summary>
    private static int Capacity(int? whole, int? perNode, int nodes)
    {
        var together = perNode is { } each ? Math.Max(1, nodes) * (long)each : long.MaxValue;
        return (int)Math.Min(Math.Min(whole ?? int.MaxValue, together), PoolFields.CallsMax);
    }

    private static PoolShare[] Shares(PoolPlan plan, int capacity)
    {
        if (plan.Partitions.Count == 0) return [];
        var shares = new List<PoolShare> { default };
        foreach (var partition in plan.Partitions.Values)
        {
            var guaranteed = (int)((partition.Share * capacity) + Rounding);
            shares.Add(new PoolShare(guaranteed, guaranteed - (int)((partition.Lend * guaranteed) + Rounding)));
        }

        return [.. shares];
    }
}
