using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

/// <summary>Nodes that are all alike, and services whose answers take very different times by their nature.</summary>
public sealed class EjectChanceTests
{
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(2);

    [Theory]
    [InlineData(2, 0.05)]
    [InlineData(2, 0.02)]
    [InlineData(10, 0.05)]
    [InlineData(100, 0.01)]
    public async Task Late_SomeAlwaysAreOnEveryNode_EjectsNoneInAnHour(int perNodeAndSecond, double lateRatio)
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1, 1]));
        var random = new SplitMixRandom(7);
        using var call = bench.Call();
        const int StepsPerSecond = 20;
        for (var step = 0; step < 3600 * StepsPerSecond; step++)
        {
            var attempts = perNodeAndSecond * 4.0 / StepsPerSecond;
            for (var n = random.NextDouble() < attempts % 1 ? (int)attempts + 1 : (int)attempts; n > 0; n--)
            {
                var isLate = random.NextDouble() < lateRatio;
                Drive.Observe(bench, call, random.Next(4), Outcome.Answered(200), isLate ? Quick * 50 : Quick, wasLate: isLate);
            }

            bench.Time.Advance(TimeSpan.FromSeconds(1) / StepsPerSecond);
        }

        Ejections(bench).ShouldBe(0);
    }

    [Theory]
    [InlineData(20, 0.3, 1000)]
    [InlineData(5, 0.3, 200)]
    [InlineData(5, 0.5, 500)]
    [InlineData(100, 0.3, 1000)]
    public async Task Sweep_QuickAndSlowInterfacesOnEveryNode_EjectsNoneInAnHour(int perNodeAndSecond, double slowRatio, int slowMilliseconds)
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1, 1]));
        var random = new SplitMixRandom(7);
        for (var sweep = 0; sweep < 3600 * 4; sweep++) Traffic(bench, random, perNodeAndSecond, slowRatio, TimeSpan.FromMilliseconds(slowMilliseconds));

        Ejections(bench).ShouldBe(0);
    }

    [Fact]
    public async Task Sweep_QuickAndSlowInterfacesAndANodeSlowInAll_EjectsItWithinTenSeconds()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1, 1]));
        var random = new SplitMixRandom(7);
        for (var sweep = 0; sweep < 40 && bench.Node(0).State.IsUsable; sweep++)
            Traffic(bench, random, 20, 0.3, TimeSpan.FromSeconds(1), sick: 0);

        bench.Node(0).State.IsUsable.ShouldBeFalse();
        bench.Version().Nodes.Skip(1).ShouldAllBe(static node => node.State.IsUsable);
    }

    /// <summary>A quarter of a second of even traffic.</summary>
    /// <param name="sick">The node whose answers are all slow.</param>
    private static void Traffic(Bench bench, SplitMixRandom random, int perNodeAndSecond, double slowRatio, TimeSpan slow, int sick = -1)
    {
        using var call = bench.Call();
        for (var n = 0; n < perNodeAndSecond; n++)
            Drive.Observe(bench, call, n % 4, Outcome.Answered(200), n % 4 == sick || random.NextDouble() < slowRatio ? slow : Quick);
        bench.Time.Advance(EjectSweep.Every);
    }

    private static long Ejections(Bench bench) =>
        Enum.GetValues<EjectReason>().Sum(BalancingSlice.Gate(bench.Version().State).Ejections);
}
