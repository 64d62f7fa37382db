using System.Runtime.CompilerServices;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

/// <summary>More is asked than all nodes can do: they are late together, and it is held against none.</summary>
public sealed class EjectCrowdTests
{
    /// <summary>As when a queue grows before all of them: each answers now and then just in time.</summary>
    [Fact]
    public async Task Late_MostNodesAtOnce_IsHeldAgainstNone()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1, 1]));
        var random = new SplitMixRandom(1);
        for (var i = 0; i < 1_000; i++)
        {
            if (random.NextDouble() < 0.1) Drive.Observe(bench, random.Next(4), Outcome.Answered(200), TimeSpan.FromMilliseconds(100));
            else Drive.Late(bench, random.Next(4));
            bench.Version().Nodes.ShouldAllBe(static node => node.State.IsUsable && BalancingSlice.Eject(node.State).FailuresInARow < 5);
        }
    }

    [Fact]
    public async Task Late_FiveInARowWhileTheOthersAreLateNowAndThen_IsHeldAgainstNone()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1, 1]));
        for (var i = 0; i < 20; i++)
        {
            Drive.Late(bench, 0);
            // The newest that is known of each is that it answered in time.
            for (var node = 1; node < 4; node++)
            {
                if (i % 2 == 0) Drive.Late(bench, node);
                Drive.Observe(bench, node, Outcome.Answered(200));
            }
        }

        bench.Version().Nodes.ShouldAllBe(static node => node.State.IsUsable);
    }

    [Fact]
    public async Task Late_FiveInARowWhileTheOthersAreLateByChance_Ejects()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1, 1]));
        for (var i = 0; i < 5; i++)
        {
            Drive.Late(bench, 0);
            for (var node = 1; node < 4; node++)
            {
                if (i == 0) Drive.Late(bench, node);
                for (var call = 0; call < 5; call++) Drive.Observe(bench, node, Outcome.Answered(200));
            }
        }

        bench.Node(0).State.IsUsable.ShouldBeFalse();
    }

    [Fact]
    public async Task Late_OneOfFourWhileAnotherIsNowAndThen_IsEjected()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1, 1]));
        for (var i = 0; i < 5; i++)
        {
            Drive.Late(bench, 0);
            if (i == 1) Drive.Late(bench, 2);
        }

        bench.Version().Nodes.Select(static node => node.State.IsUsable).ShouldBe([false, true, true, true]);
    }

    [Fact]
    public async Task Late_MostNodesAtOnce_ForgetsNoFailures()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1, 1]));
        for (var i = 0; i < 4; i++) Drive.Observe(bench, 0, Outcome.Failed(FailureKind.Reset));
        for (var node = 0; node < 4; node++) Drive.Late(bench, node);

        BalancingSlice.Eject(bench.Node(0).State).FailuresInARow.ShouldBe(5);
        BalancingSlice.Eject(bench.Node(3).State).FailuresInARow.ShouldBe(0);
    }

    /// <summary>What is kept of a node, and of its version, outlives every revision: it must keep none of them.</summary>
    [Fact]
    public async Task Late_AnotherRevisionIsLive_TheOldOneIsLetGoOf()
    {
        await using var bench = new Bench(TurnWheelTests.Plan([1, 1, 1, 1]));
        var old = FailAsMuchAsMay(bench);

        bench.Publish(TurnWheelTests.Plan([1, 1, 1, 2]));
        for (var i = 0; i < 10 && old.IsAlive; i++) GC.Collect();

        old.IsAlive.ShouldBeFalse();
    }

    /// <summary>Two are ejected, for a third there is no room, and the fourth has a row of late attempts.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference FailAsMuchAsMay(Bench bench)
    {
        for (var node = 0; node < 3; node++)
            for (var i = 0; i < 8; i++) Drive.Observe(bench, node, Outcome.Failed(FailureKind.Reset));
        Drive.Late(bench, 3);
        bench.Version().Nodes.Count(static node => node.State.IsUsable).ShouldBe(2);
        return new WeakReference(bench.Version());
    }
}
