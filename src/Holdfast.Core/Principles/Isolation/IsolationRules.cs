using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Rules;

namespace Holdfast.Core.Principles.Isolation;

internal static class IsolationRules
{
    private const int EntriesMax = 3;

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, one) in plan.Interfaces) Check(one, PlanPath.Of("interfaces", name, "isolate"), findings);
        foreach (var (name, service) in plan.Services)
            if (service.Sections.Get(PoolPlan.Field) is { } pool) Check(pool, service, plan, PlanPath.Of("services", name, "pool"), findings);
    }

    private static void Check(InterfacePlan one, PlanPath path, PlanFindings findings)
    {
        var entries = one.Sections.Get(IsolatePlan.Field);
        if (entries.Count > EntriesMax)
            findings.Add(IsolationErrors.SameIsolation, path, $"There are {entries.Count} entries", $"Keep {EntriesMax} at most.");
        var isList = findings.IsWritten(path.Item(0));
        for (var i = 0; i < entries.Count; i++)
        {
            var at = isList ? path.Item(i) : path;
            CheckQueue(entries[i].QueueMax, entries[i].Wait, entries[i].Order, at, findings);
            KeyRules.Check(entries[i].Per, at.Key("per"), one, findings);
            if (entries.Take(i).Any(before => Equals(before.Per, entries[i].Per)))
                findings.Add(IsolationErrors.SameIsolation, at, "An entry before it is for the same", "Keep the smaller of the two.");
        }
    }

    private static void Check(PoolPlan pool, ServicePlan service, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        CheckQueue(pool.QueueMax, pool.Wait, pool.Order, path, findings);
        if (pool is { Concurrency: null, PerNode: null })
            findings.Add(IsolationErrors.BoundsNothing, path, "Neither the version nor its nodes are bounded", "Give it 'concurrency' or 'per-node', or remove it.");
        else if (pool.PerNode > pool.Concurrency)
        {
            findings.Add(
                IsolationErrors.NodeBeyondWhole, path.Key("per-node"), $"One node may have {pool.PerNode}, all of them together {pool.Concurrency}",
                "Lower 'per-node', or raise 'concurrency'.", path.Key("concurrency"));
        }

        if (pool.Partitions.Count > 0) PartitionRules.Check(pool, service, plan, path, findings);
    }

    private static void CheckQueue(int queue, TimeSpan? wait, PoolOrder order, PlanPath path, PlanFindings findings)
    {
        if (queue > 0 && wait is null)
            findings.Add(IsolationErrors.QueueWithoutWait, path.Key("queue"), $"{queue} calls may wait, and nothing says how long", "Add 'wait'.");
        if (queue > 0) return;
        if (wait is not null)
            findings.Add(IsolationErrors.WaitWithoutQueue, path.Key("wait"), "There is no queue to wait in", "Add 'queue', or remove 'wait'.");
        if (order == PoolOrder.Last)
            findings.Add(IsolationErrors.WaitWithoutQueue, path.Key("order"), "There is no queue to be last in", "Add 'queue' and 'wait', or remove 'order'.");
    }
}
