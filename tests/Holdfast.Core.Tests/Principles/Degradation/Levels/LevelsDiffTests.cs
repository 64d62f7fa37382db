using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Core.Tests.Principles.Degradation.Levels;

public sealed class LevelsDiffTests
{
    private const string Before = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } }, breaker: {} }
        interfaces:
          i: { match: { path: /i }, service: s }
        degradation:
          sale:
            level-1: [ { interface: i, limit: 5/s } ]
            level-2: [ { service: s, breaker: open } ]
        """;

    [Fact]
    public void Levels_ThatAreTheSame_DifferInNothing() => PlanDiff.Compare(Read(Before), Read(Before)).ShouldBeEmpty();

    [Fact]
    public void Levels_WhoseStepsDiffer_AreTold() =>
        PlanDiff.Compare(Read(Before), Read(Before.Replace("limit: 5/s", "answer: off"))).ShouldNotBeEmpty();

    private static HoldfastPlan Read(string text)
    {
        var read = PlanReader.Read("plan.yaml", new MemoryPlanFiles().Add("plan.yaml", text), static _ => null);
        return read.Plan ?? throw new InvalidOperationException(string.Join('\n', read.Errors));
    }
}
