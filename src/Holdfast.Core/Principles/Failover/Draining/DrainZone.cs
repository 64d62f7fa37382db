using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Failover.Draining;

/// <summary>All nodes of a zone taken out, or put back, with one command.</summary>
internal static class DrainZone
{
    /// <param name="targets">Null: there is none, and why.</param>
    public static CommandResult Execute(IReadOnlyList<DrainTarget>? targets, CommandResult? refused, string zone, bool isOn, bool force, CommandOrder order, DrainEnd? until)
    {
        if (targets is null) return refused!;
        var version = targets[0].Version;
        var admits = version.Candidates.Current;
        var others = version.Nodes.Count(node => admits.Admits(node.State) && targets.All(target => !ReferenceEquals(target.Node, node)));
        if (isOn && !DrainMachine.MayDrain(targets[0].IsLive, targets.Any(target => admits.Admits(target.Node.State)), others, force))
            return CommandResult.Refused(DrainErrors.LastNode, $"all nodes of '{version.Service}' that take calls are in zone '{zone}': drained, all of them would be refused. '--force' does it all the same.");
        var drained = targets.Count(static target => (target.Node.State.Withheld & Withheld.Drained) != Withheld.None);
        // Of all or of none is decided above: each by itself goes out.
        var changed = targets.Select(target => isOn ? DrainCommands.On(target, force: true, order, until) : DrainCommands.Off(target)).Count(static result => result.Change is not null);
        var (before, after) = ($"{(isOn ? drained : targets.Count - drained)} of {targets.Count} nodes in {zone} {(isOn ? "drained" : "not drained")}", $"{targets.Count} of {targets.Count}");
        return changed == 0
            ? CommandResult.Already($"all nodes of '{version.Service}' in zone '{zone}' are {(isOn ? "drained" : "back")} already")
            : CommandResult.Done($"{changed} {(changed == 1 ? "node" : "nodes")} of '{version.Service}' in zone '{zone}' {(isOn ? "get no new calls" : "get calls again")}", new CommandChange(isOn ? "zone-drained" : "zone-undrained", targets[0].Subject, before, after));
    }
}
