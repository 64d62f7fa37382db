using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Failover.Draining;

/// <summary>The node that an operator names.</summary>
/// <param name="IsLive">Whether its version answers calls.</param>
internal sealed record DrainTarget(VersionModel Version, NodeModel Node, bool IsLive)
{
    /// <summary>By which its version stands on record.</summary>
    public string Subject => $"services.{Version.Service}.versions.{Version.Name}";

    /// <param name="version">Empty: the live one.</param>
    /// <param name="node">Its address; the scheme may be left out.</param>
    /// <param name="refusal">Why there is none; null when there is.</param>
    public static DrainTarget? Find(PlanModel plan, string service, string version, string node, out CommandResult? refusal)
    {
        refusal = null;
        if (!plan.Services.TryGetValue(service, out var found))
            refusal = Unknown("service", service, plan.Services.Keys);
        else if (version.Length > 0 && !found.Versions.ContainsKey(version))
            refusal = Unknown($"version of '{service}'", version, found.Versions.Keys);
        if (refusal is not null) return null;

        var within = version.Length > 0 ? found!.Versions[version] : found!.Live;
        if (Named(within, node) is { } target) return new DrainTarget(within, target, ReferenceEquals(within, found.Live));
        if (within.Nodes.Where(one => Is(one.Url, node)).Select(static one => Bare(one.Address)).ToArray() is { Length: > 1 } many)
        {
            refusal = CommandResult.Refused(DrainErrors.UnknownNode, $"'{Printable.Of(node)}' is {many.Length} nodes: name one of {CommandResult.List(many)}.");
            return null;
        }

        refusal = found.Versions.Values.FirstOrDefault(other => Named(other, node) is not null) is { } elsewhere
            ? CommandResult.Refused(DrainErrors.UnknownNode, $"'{Printable.Of(node)}' is a node of version '{elsewhere.Name}', not of '{within.Name}': say '--version {elsewhere.Name}'.")
            : Unknown($"node of '{service}' version '{within.Name}'", node, within.Nodes.Select(one => node.Contains("//", StringComparison.Ordinal) ? one.Address : Bare(one.Address)));
        return null;
    }

    /// <summary>All nodes of a version in a zone; null: there is none, or no such version.</summary>
    public static IReadOnlyList<DrainTarget>? OfZone(PlanModel plan, string service, string version, string zone, out CommandResult? refusal)
    {
        refusal = null;
        if (!plan.Services.TryGetValue(service, out var found)) refusal = Unknown("service", service, plan.Services.Keys);
        else if (version.Length > 0 && !found.Versions.ContainsKey(version)) refusal = Unknown($"version of '{service}'", version, found.Versions.Keys);
        if (refusal is not null) return null;
        var within = version.Length > 0 ? found!.Versions[version] : found!.Live;
        DrainTarget[] targets = [.. within.Nodes.Where(node => string.Equals(node.Plan.Zone, zone, StringComparison.Ordinal)).Select(node => new DrainTarget(within, node, ReferenceEquals(within, found.Live)))];
        if (targets.Length > 0) return targets;
        refusal = Unknown($"zone of '{service}' version '{within.Name}'", zone, within.Nodes.Select(static node => node.Plan.Zone).Where(static one => one.Length > 0).Distinct(StringComparer.Ordinal));
        return null;
    }

    private static CommandResult Unknown(string what, string written, IEnumerable<string> names) => CommandResult.Unknown(DrainErrors.UnknownNode, what, written, names);

    /// <summary>By its own name; or by the name it is an address of, where there is no other.</summary>
    private static NodeModel? Named(VersionModel version, string node) => version.Nodes.FirstOrDefault(one => Is(one.Address, node))
        ?? (version.Nodes.Where(one => Is(one.Url, node)).Take(2).ToArray() is [var only] ? only : null);

    private static bool Is(string address, string written) =>
        string.Equals(address, written.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || string.Equals(Bare(address), written.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string address) => address[(address.IndexOf("//", StringComparison.Ordinal) + 2)..];
}
