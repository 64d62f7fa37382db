using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Failover.Draining;

/// <summary>The node that an operator names.</summary>
/// <param name="IsLive">Whether its version answers calls.</param>
internal sealed record DrainTarget(VersionModel Version, NodeModel Node, bool IsLive)
{
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
        if (within.Nodes.FirstOrDefault(one => Is(one.Address, node)) is { } target)
            return new DrainTarget(within, target, ReferenceEquals(within, found.Live));
        refusal = found.Versions.Values.FirstOrDefault(other => other.Nodes.Any(one => Is(one.Address, node))) is { } elsewhere
            ? CommandResult.Refused(DrainErrors.UnknownNode, $"'{Printable.Of(node)}' is a node of version '{elsewhere.Name}', not of '{within.Name}': say '--version {elsewhere.Name}'.")
            : Unknown($"node of '{service}' version '{within.Name}'", node, within.Nodes.SelectMany(static one => new[] { one.Address, Bare(one.Address) }));
        return null;
    }

    private static CommandResult Unknown(string what, string written, IEnumerable<string> names)
    {
        var all = names.ToArray();
        var advice = Nearest.Find(written, all) is { } near ? $"did you mean '{near}'?" : $"there is {string.Join(", ", all.Take(NamesMax))}{(all.Length > NamesMax ? ", …" : "")}.";
        return CommandResult.Refused(DrainErrors.UnknownNode, $"'{Printable.Of(written)}' is no {what}; {advice}");
    }

    private static bool Is(string address, string written) =>
        string.Equals(address, written.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        || string.Equals(Bare(address), written.TrimEnd('/'), StringComparison.OrdinalIgnoreCase);

    private static string Bare(string address) => address[(address.IndexOf("//", StringComparison.Ordinal) + 2)..];

    /// <summary>More names than this nobody reads.</summary>
    private const int NamesMax = 10;
}
