using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Principles.Balancing.Panicking;
using Holdfast.Core.Tests.Principles.Balancing.Picking;
using Holdfast.Testing;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

/// <summary>Many nodes at once: what costs the time of all of them is not paid for each.</summary>
public sealed class EjectTogetherTests
{
    private const int Sick = 6;

    [Fact]
    public async Task TryEject_WhileNodesAreArranged_AllButOneWaitForNothing()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([.. Enumerable.Repeat(1, 2 * Sick)]));
        var held = new HeldPanic(Panic.Calm);
        bench.Version().State.Follow(held.Candidates(bench));
        held.Hold();
        var first = Task.Run(() => Eject(bench, 0));
        await held.Reached.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);

        var others = Enumerable.Range(1, Sick - 1).Select(node => Task.Run(() => Eject(bench, node))).ToArray();

        await Eventually.HoldsAsync(() => others.Count(static one => one.IsCompleted) == Sick - 2, "all but one to be done");
        held.Release();
        await Task.WhenAll([first, .. others]).WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        bench.Version().Nodes.Count(static node => !node.State.IsUsable).ShouldBe(Sick);
        held.Arrangements.ShouldBe(3, "the first, that of one ejection, and that of five");
    }

    [Fact]
    public async Task Return_ManyAtOnce_AreArrangedTogether()
    {
        const int nodes = 40;
        await using var bench = new Bench(TurnWheelTests.Plan([.. Enumerable.Repeat(1, 2 * nodes)]));
        for (var i = 0; i < nodes; i++) Eject(bench, i);
        var counted = new HeldPanic(Panic.Calm);
        bench.Version().State.Follow(counted.Candidates(bench));

        bench.Time.Advance(TimeSpan.FromSeconds(11));

        bench.Version().Nodes.ShouldAllBe(static node => node.State.IsUsable);
        // Ejections end within a second of each other, in five sweeps.
        counted.Arrangements.ShouldBeLessThanOrEqualTo(1 + 5);
    }

    private static void Eject(Bench bench, int node)
    {
        for (var i = 0; i < 5; i++) Drive.Observe(bench, node, Outcome.Failed(FailureKind.Reset));
    }
}
