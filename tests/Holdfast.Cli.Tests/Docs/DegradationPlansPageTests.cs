using Holdfast.Core.Plan;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Docs;

/// <summary>The plans on the page are plans that Holdfast takes.</summary>
public sealed class DegradationPlansPageTests
{
    private const string Fence = "```yaml\n";

    private static readonly string[] Plans = Blocks(File.ReadAllText(Path.Combine(Installation.Root, "docs", "principles", "degradation-plans.md")));

    [Fact]
    public void Plan_WithLevels_IsGood() => Errors(Plans[0]).ShouldBeEmpty();

    [Fact]
    public void Plan_ThatIsEnteredByItself_IsGood() => Errors(Plans[0][..Plans[0].IndexOf("degradation:", StringComparison.Ordinal)] + Plans[1]).ShouldBeEmpty();

    private static string[] Blocks(string page) => [.. page.Split(Fence)[1..].Select(static rest => rest[..rest.IndexOf("```", StringComparison.Ordinal)])];

    private static IReadOnlyList<PlanError> Errors(string plan) =>
        PlanReader.Read("/page.yaml", new MemoryPlanFiles().Add("/page.yaml", plan), static _ => null).Errors;
}
