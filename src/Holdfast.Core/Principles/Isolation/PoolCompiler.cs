using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Makes the gates that <c>pool</c> and <c>connections</c> of a service ask for.</summary>
internal static class PoolCompiler
{
    public static IEnumerable<AttemptGate> Compile(ServicePlan service, VersionState version, CompileContext context)
    {
        var subject = $"services.{service.Name}.versions.{version.Name}";
        var nodes = service.Versions[version.Name].Nodes.Count;
        if (service.Sections.Get(PoolPlan.Field) is { } pool)
        {
            var rule = $"services.{service.Name}.pool";
            yield return new PoolGate(
                PoolKind.Attempts, OwnedPools.Of(version).For(PoolKind.Attempts, PoolShapes.Of(pool, nodes), PoolCounts.SlotsMax, context.Time),
                new PoolDoor("pool", Position.Pool, rule, pool.Observe, IsolationErrors.NoPlace, IsolationErrors.WaitOver, subject, context.Signals),
                usable => PoolShapes.Of(pool, usable), new PoolPartitions(pool.Partitions), followsNodes: pool.PerNode is not null);
            if (pool.PerNode is { } perNode)
            {
                var door = new PoolDoor(
                    "node-pool", Position.NodePool, $"{rule}.per-node", pool.Observe, IsolationErrors.NodesFull, IsolationErrors.NodesFull, subject, context.Signals);
                yield return new NodePoolGate(PoolKind.Attempts, door, perNode, context.Time);
            }
        }

        if (service.Sections.Get(ConnectionsPlan.Field) is { } connections)
        {
            var rule = $"services.{service.Name}.connections";
            var calls = connections.CallsPerNode(service.Protocol);
            yield return new PoolGate(
                PoolKind.Connections,
                OwnedPools.Of(version).For(PoolKind.Connections, PoolShapes.Of(connections, calls, nodes), slots: 1, context.Time),
                Door("connections", Position.Pool), usable => PoolShapes.Of(connections, calls, usable), PoolPartitions.None, followsNodes: true);
            yield return new NodePoolGate(PoolKind.Connections, Door("node-connections", Position.NodePool), calls, context.Time);

            PoolDoor Door(string name, Position position) =>
                new(name, position, rule, observe: false, IsolationErrors.NoConnection, IsolationErrors.NoConnection, subject, context.Signals);
        }
    }
}
