using Holdfast.Core.Plan;

namespace Holdfast.Cli.Plans;

/// <summary>How much a plan holds.</summary>
internal sealed record PlanSummary(int Interfaces, int Services, int Nodes)
{
    public static PlanSummary Of(HoldfastPlan plan) => new(
        plan.Interfaces.Count,
        plan.Services.Count,
        plan.Services.Values.SelectMany(static service => service.Versions.Values).Sum(static version => version.Nodes.Count));

    public override string ToString() =>
        $"{Count(Interfaces, "interface")}, {Count(Services, "service")}, {Count(Nodes, "node")}";

    private static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
