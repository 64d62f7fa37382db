using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Breakers;

namespace Holdfast.Core.Tests.Principles.Breakers;

/// <summary>Four nodes that take turns; half of them must agree.</summary>
public sealed class BreakerQuorumTests : IAsyncDisposable
{
    private readonly BreakerStage _stage = new(BreakerPlans.Yaml("failure-ratio: 0.2, minimum-calls: 8, quorum: 0.5, slow: 1s, trial-timeout: 2s", nodes: 4));

    [Fact]
    public async Task OneNode_FailsAll_IsNotEnough()
    {
        await RunAsync(400, sick: 1);

        _stage.Reading.Window.FailureRatio.ShouldBe(0.25, 0.01);
        _stage.Phase.ShouldBe(BreakerPhase.Closed);
    }

    [Fact]
    public async Task TwoNodes_FailAll_AreEnough()
    {
        await RunAsync(400, sick: 2);

        _stage.Phase.ShouldBe(BreakerPhase.Open);
    }

    [Fact]
    public async Task OneNodeFailsAndOneIsEjected_AreEnough()
    {
        _stage.Node(3).State.Withhold(Withheld.Ejected, on: true, "test");

        await RunAsync(400, sick: 1);

        _stage.Phase.ShouldBe(BreakerPhase.Open);
    }

    [Fact]
    public async Task DrainedNode_HasNoSay()
    {
        // Of three nodes that count one is bad: a third.
        _stage.Node(3).State.Withhold(Withheld.Drained, on: true, "test");

        await RunAsync(400, sick: 1);

        _stage.Phase.ShouldBe(BreakerPhase.Closed);
    }

    [Fact]
    public void AllNodes_Hang_AreEnough()
    {
        for (var i = 0; i < 40; i++) _stage.Begin().IsMade.ShouldBeTrue();
        _stage.Pass(1.3);

        _stage.Begin().IsMade.ShouldBeFalse();
        _stage.Phase.ShouldBe(BreakerPhase.Open);
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private async Task RunAsync(int calls, int sick)
    {
        for (var i = 0; i < calls; i++)
        {
            var call = _stage.Bench.Call();
            call.OnAttempt = (node, _) => new(node.Index < sick ? BreakerStage.Bad : BreakerStage.Good);
            await CallPipeline.RunAsync(call);
            if (i % 10 == 0) _stage.Pass(0.1);
        }
    }
}
