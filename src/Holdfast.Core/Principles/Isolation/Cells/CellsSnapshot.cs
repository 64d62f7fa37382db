using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>Every cell of every version: its nodes, and what one key of it can take from the others.</summary>
internal static class CellsSnapshot
{
    public static Snapshot Take(string slice, SliceContext context) => new(slice,
    [
        new SnapshotTable("cells",
            ["service", "version", "cell", "nodes", "usable", "state", "pins", "shard_nodes", "shards", "lose_all_ratio", "lose_any_ratio"],
            [.. context.Plan.Services.Values.SelectMany(service => service.Versions.Values.SelectMany(version => Cells(service, version)))]),
        new SnapshotTable("calls",
            ["service", "version", "refused_lost", "refused_without_key", "left_their_cell"],
            [.. context.Plan.Versions.Select(Calls)]),
    ]);

    private static IEnumerable<object?[]> Cells(ServiceModel service, VersionModel version)
    {
        if (version.Partition is not CellPartition partition || service.Plan.Sections.Get(CellsPlan.Field) is not { } plan)
        {
            yield return [service.Name, version.Name, "", version.Nodes.Count, version.Nodes.Count(static node => node.State.IsUsable), "not-divided", null, null, null, null, null];
            yield break;
        }

        foreach (var (index, name) in partition.Names.Index())
        {
            var nodes = version.Nodes.Where(node => node.Plan.Cell == name).ToArray();
            var usable = nodes.Count(static node => node.State.IsUsable);
            var each = partition.Shards.Count > 0 ? partition.Shards[index].Each : (int?)null;
            yield return
            [
                service.Name, version.Name, name, nodes.Length, usable, usable == 0 ? "lost" : usable < nodes.Length ? "part" : "whole",
                plan.Pins.Values.Count(cell => cell == name), each, each is { } k ? ShardOverlap.Choices(nodes.Length, k) : null,
                each is { } all ? ShardOverlap.LoseAll(nodes.Length, all) : 1, each is { } any ? ShardOverlap.LoseAny(nodes.Length, any) : 1,
            ];
        }
    }

    private static object?[] Calls(VersionModel version)
    {
        var counts = CellsCounts.Of(version.State);
        return [version.Service, version.Name, counts.Read(CellsEvent.Lost), counts.Read(CellsEvent.NoKey), counts.Read(CellsEvent.Left)];
    }
}
