using Holdfast.Core.Commands;

namespace Holdfast.Core.Principles.Failover.Draining;

/// <summary>The nodes that operators have taken out.</summary>
internal static class DrainSwitches
{
    public static IEnumerable<Switch> All(string slice, SliceContext context) =>
        from version in context.Plan.Versions
        from node in version.Nodes
        where node.State.Has<DrainNote>()
        let order = DrainNote.Of(node.State).Order
        where order is not null
        let named = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [DrainCommands.ServiceField.Name] = version.Service,
            [DrainCommands.VersionField.Name] = version.Name,
            [DrainCommands.NodeField.Name] = node.Address,
        }
        // What was allowed then is not asked again.
        let forced = new Dictionary<string, string>(named, StringComparer.Ordinal) { [DrainCommands.ForceField.Name] = "true" }
        select new Switch(
            slice, DrainCommands.Drain.Name, forced, DrainCommands.Undrain.Name, named,
            $"services.{version.Service}.versions.{version.Name} {node.Address}", "drained", order, DrainNote.Of(node.State).Until?.Calendar);
}
