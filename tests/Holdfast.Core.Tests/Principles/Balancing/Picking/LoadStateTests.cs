using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Picking;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class LoadStateTests
{
    [Fact]
    public void Read_NoNewsYet_IsUnknown()
    {
        var state = LoadState.Of(Node());
        state.Level.ShouldBe(LatencyMachine.Unknown);
        state.Latency.ShouldBeNull();
    }

    [Fact]
    public void Read_ClockBeganAnew_CountsOnlyTheTimeBetween()
    {
        var state = LoadState.Of(Node());
        state.Answered(-3, uint.MaxValue - 999);
        state.Read(1_000).ShouldBe((-3f, 2.0));
    }

    [Fact]
    public void Read_ReadingOvertakenByAnotherThread_IsNoSilence()
    {
        var state = LoadState.Of(Node());
        state.Answered(-3, 5_000);
        state.Read(4_990).SilenceSeconds.ShouldBe(0);
    }

    [Fact]
    public void Waited_AfterSilence_IsNewsButNotQuickness()
    {
        var state = LoadState.Of(Node());
        state.Answered(-3, 1_000);
        state.Waited(-9, 8_000);
        state.Read(8_000).ShouldBe((-3f, 0.0));
    }

    [Fact]
    public void Answered_FromManyThreads_StaysWithinTheSamples()
    {
        var state = LoadState.Of(Node());
        Parallel.For(0, 10_000, i => state.Answered(-3 - (i % 5), (uint)i));
        state.Level.ShouldBeInRange(-7, -3);
    }

    private static NodeState Node() => new(new VersionState("s", "v1"), "http://127.0.0.1:1001", new FakeTimeProvider());
}
