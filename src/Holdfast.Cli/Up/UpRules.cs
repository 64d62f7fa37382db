using Holdfast.Cli.Starting;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Cli.Up;

/// <summary>What must hold between the flags of <c>up</c>, and between them and the plan.</summary>
internal static class UpRules
{
    /// <exception cref="StartException">Something is missing, malformed or at odds.</exception>
    public static void Check(UpOptions options)
    {
        List<string> sources = [];
        if (options.Plan is not null) sources.Add("--plan");
        if (options.To is not null) sources.Add("--to");
        if (options.Demo) sources.Add("--demo");
        if (sources.Count > 1)
            throw StartException.BadInput($"{string.Join(" and ", sources)} exclude each other: give one.");
        foreach (var address in options.Listen)
            ListenAddresses.Check("--listen", address);
        if (options.Listen.Distinct(StringComparer.Ordinal).Count() < options.Listen.Count)
            throw StartException.BadInput("--listen names the same address twice.");
        if (options.Zone.Length > 0 && ((ScalarShape<string>)Shapes.Name("zone")).Parse(options.Zone, out _) is { } fault)
            throw StartException.BadInput($"--zone: {fault.Message}. {fault.Advice}");
    }

    /// <exception cref="StartException">The plan declares zones, and this is none of them.</exception>
    public static void CheckZone(string zone, HoldfastPlan plan)
    {
        if (zone.Length > 0 && plan.Zones.Count > 0 && !plan.Zones.Contains(zone, StringComparer.Ordinal))
            throw StartException.BadInput($"--zone {zone} is none of the plan's zones: {string.Join(", ", plan.Zones)}.");
    }
}
