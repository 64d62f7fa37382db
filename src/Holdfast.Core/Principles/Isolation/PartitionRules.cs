using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>What is guaranteed to partitions can be kept.</summary>
internal static class PartitionRules
{
    /// <summary>Three shares of a third may come to a little more than one.</summary>
    private const double Rounding = 1e-9;

    public static void Check(PoolPlan pool, ServicePlan service, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        var shape = PoolShapes.Of(pool, service.Versions.TryGetValue(service.Live, out var live) ? live.Nodes.Count : 1);
        var partitions = path.Key("partitions");
        if (pool.Partitions.Count > PoolPlan.PartitionsMax)
            findings.Add(IsolationErrors.TooLargeForPartitions, partitions, $"There are {pool.Partitions.Count} partitions", $"Make {PoolPlan.PartitionsMax} at most.");
        if (shape.Capacity > PoolPlan.PartitionedCallsMax && pool is not { Concurrency: null, PerNode: null })
            findings.Add(IsolationErrors.TooLargeForPartitions, partitions, $"The pool has {shape.Capacity} places", $"Give it {PoolPlan.PartitionedCallsMax} at most.");
        var sum = pool.Partitions.Values.Sum(static partition => partition.Share);
        if (sum > 1 + Rounding)
            findings.Add(IsolationErrors.SharesBeyondWhole, partitions, $"Together they are {PartitionPlan.ShareField.Shape.WriteAny(sum)}", "Lower them to 1 at most.");
        else if (shape.LentMax > pool.QueueMax)
        {
            findings.Add(
                IsolationErrors.LentWithoutQueue, findings.IsWritten(path.Key("queue")) ? path.Key("queue") : partitions,
                $"{shape.LentMax} places may be lent at once, and {pool.QueueMax} calls may wait for them",
                $"Make 'queue' {shape.LentMax} or more, or lend less.", partitions);
        }

        var slot = 0;
        foreach (var (name, partition) in pool.Partitions)
        {
            var at = partitions.Key(name);
            if (shape.Share(++slot).Guaranteed == 0)
                findings.Add(IsolationErrors.ShareOfNothing, at.Key("share"), $"Of {shape.Capacity} places it is less than one", "Raise it, or make the pool larger.");
            CheckCalls(partition, service, plan, at, findings);
        }
    }

    private static void CheckCalls(PartitionPlan partition, ServicePlan service, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        if (partition.Interfaces.Count == 0 && partition.Criticalities.Count == 0)
            findings.Add(IsolationErrors.PartitionForNobody, path, "Every call belongs to it", "Name 'interfaces', or a 'criticality'.");
        foreach (var name in partition.Interfaces)
        {
            if (plan.Interfaces.TryGetValue(name, out var target) ? target.Service == service.Name : findings.IsWritten(PlanPath.Of("interfaces", name))) continue;
            var own = plan.Interfaces.Values.Where(one => one.Service == service.Name).Select(static one => one.Name).ToList();
            findings.Add(
                IsolationErrors.PartitionForNobody, path.Key("interfaces"), $"'{name}' is no interface of '{service.Name}'",
                $"{findings.DidYouMean(name, own)}Name one of {string.Join(", ", own)}.");
        }
    }
}
