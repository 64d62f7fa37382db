using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Rules;

namespace Holdfast.Core.Principles.Isolation.Cells;

internal static class CellsRules
{
    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, service) in plan.Services)
        {
            var path = PlanPath.Of("services", name);
            if (service.Sections.Get(CellsPlan.Field) is { } cells) Check(cells, service, path, findings);
            else CheckUnused(service, path, findings);
        }

        foreach (var target in plan.Interfaces.Values)
        {
            if (plan.Services.TryGetValue(target.Service, out var service))
                KeyRules.Check(service.Sections.Get(CellsPlan.Field)?.By, PlanPath.Of("services", service.Name, "cells").Key("by"), target, findings);
        }
    }

    private static void Check(CellsPlan plan, ServicePlan service, PlanPath path, PlanFindings findings)
    {
        var below = path.Key("cells");
        var names = NamesOf(service.Versions.Values.SelectMany(static version => version.Nodes));
        if (names.Count == 0 && plan.Shards is null)
            findings.Add(CellsErrors.NothingApart, below, "No node has a 'cell', and there are no 'shards'", "Give each node a 'cell', or add 'shards'.");
        if (names.Count == 1 && plan.Shards is null)
            findings.Add(CellsErrors.OneCell, below, $"'{names.First()}' is the only cell", "Put some of the nodes into another cell.");
        if (names.Count > CellMap.CellsMax)
            findings.Add(CellsErrors.TooManyCells, below, $"The nodes are in {names.Count} cells", $"Make no more than {CellMap.CellsMax}.");
        foreach (var version in service.Versions.Values) CheckVersion(version, names, plan, path, findings);
        CheckPins(plan, names, below.Key("pins"), findings);
    }

    private static void CheckVersion(VersionPlan version, IReadOnlySet<string> names, CellsPlan plan, PlanPath service, PlanFindings findings)
    {
        var path = service.Key("versions").Key(version.Name);
        if (names.Count > 0)
        {
            foreach (var (index, _) in version.Nodes.Index().Where(static node => node.Item.Cell.Length == 0))
                findings.Add(CellsErrors.NodeWithoutCell, path.Key("nodes").Item(index), "The node has no 'cell', and other nodes have", "Give it one.");
            foreach (var name in names.Except(NamesOf(version.Nodes)).Order(StringComparer.Ordinal))
                findings.Add(CellsErrors.OtherCells, path, $"'{version.Name}' has no node in cell '{name}', and another version has", "Give it one, or remove the cell.");
        }

        if (plan.Shards is not { } shards) return;
        foreach (var cell in version.Nodes.GroupBy(static node => node.Cell, StringComparer.Ordinal))
        {
            // A name may stand for any number of addresses.
            if (cell.Count() > shards.Nodes || cell.Any(static node => node.Url is { HostNameType: UriHostNameType.Dns, IsLoopback: false })) continue;
            var whose = cell.Key.Length == 0 ? $"'{version.Name}'" : $"Cell '{cell.Key}' of '{version.Name}'";
            findings.Add(
                CellsErrors.ShardOfAll, service.Key("cells").Key("shards").Key("nodes"),
                $"{whose} has {cell.Count()} nodes, and each key gets {shards.Nodes}", "Lower 'nodes', or add nodes to the version.", path.Key("nodes"));
        }
    }

    private static void CheckPins(CellsPlan plan, IReadOnlySet<string> names, PlanPath path, PlanFindings findings)
    {
        foreach (var (key, cell) in plan.Pins)
        {
            if (!names.Contains(cell))
            {
                findings.Add(
                    CellsErrors.UnknownCell, path.Key(key), $"No node is in cell '{cell}'",
                    $"{findings.DidYouMean(cell, names)}Name the cell of some node.");
            }

            var parts = plan.By.Parts.Count;
            if (parts > 1 && key.Count(static c => c == '|') != parts - 1)
                findings.Add(CellsErrors.PinParts, path.Key(key), $"A key has {parts} parts, joined by '|'", "Write a value for each part.");
        }
    }

    private static void CheckUnused(ServicePlan service, PlanPath path, PlanFindings findings)
    {
        foreach (var version in service.Versions.Values)
            foreach (var (index, node) in version.Nodes.Index())
                if (node.Cell.Length > 0)
                    findings.Add(CellsErrors.UnusedCell, path.Key("versions").Key(version.Name).Key("nodes").Item(index).Key("cell"), $"'{service.Name}' has no 'cells'", "Add 'cells' to the service, or remove this.");
    }

    private static IReadOnlySet<string> NamesOf(IEnumerable<NodePlan> nodes) =>
        nodes.Select(static node => node.Cell).Where(static cell => cell.Length > 0).ToHashSet(StringComparer.Ordinal);
}
