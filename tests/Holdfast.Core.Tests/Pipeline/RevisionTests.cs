using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Tests.Pipeline;

public sealed class RevisionTests : IAsyncDisposable
{
    private readonly Bench _bench = new();

    [Fact]
    public async Task Publish_WhatDidNotChange_KeepsItsState()
    {
        await CallPipeline.RunAsync(_bench.Call());
        var node = _bench.Node(0).State;
        node.Withhold(Withheld.Ejected, on: true, "test");

        _bench.Publish(Bench.TwoNodes.Replace("timeout: 2s", "timeout: 3s"));

        _bench.Node(0).State.ShouldBeSameAs(node);
        _bench.Node(0).State.IsUsable.ShouldBeFalse();
        _bench.Plan.Interfaces["i"].State.Meter.Read().Successes.ShouldBe(1);
        _bench.Plan.Revision.Number.ShouldBe(2);
    }

    [Fact]
    public void Publish_NodeGoneAndBack_BeginsAnew()
    {
        var before = _bench.Node(1).State;

        _bench.Publish(Bench.TwoNodes.Replace(", \"http://127.0.0.1:1002\"", ""));
        _bench.Publish(Bench.TwoNodes);

        _bench.Node(1).State.ShouldNotBeSameAs(before);
    }

    [Fact]
    public async Task Publish_WhileACallIsOnItsWay_TheCallEndsUnderItsOwnRevision()
    {
        var call = _bench.Call();
        var gate = new TaskCompletionSource<Outcome>();
        call.OnAttempt = (_, _) => new(gate.Task);
        var running = CallPipeline.RunAsync(call).AsTask();

        _bench.Publish(Bench.TwoNodes.Replace("interfaces:\n  i:", "interfaces:\n  j:"));
        gate.SetResult(Outcome.Answered(200));

        (await running).IsSuccess.ShouldBeTrue();
        call.Plan.Revision.Number.ShouldBe(1);
        call.Interface!.Name.ShouldBe("i");
    }

    [Fact]
    public void Publish_PreparedBeforeAnother_IsRefused()
    {
        var late = _bench.Runtime.Prepare(Bench.Read(Bench.TwoNodes), "01");
        _bench.Publish(Bench.TwoNodes);

        Should.Throw<InvalidOperationException>(() => _bench.Runtime.Publish(late));
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();
}
