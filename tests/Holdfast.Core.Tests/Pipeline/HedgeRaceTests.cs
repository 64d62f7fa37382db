using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Failover;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>Late attempts on real threads and timers, where everything happens at about the same moment.</summary>
public sealed class HedgeRaceTests : IAsyncDisposable
{
    private const int AttemptsMax = 3;
    private const int Calls = 600;
    private const int AtOnce = 4;

    private readonly Bench _bench = new("""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            retry-budget: { ratio: 1, at-least: 1000000 }
            health: { eject: { consecutive-failures: 1000 } }
            versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002", "http://127.0.0.1:1003" ] } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 30s, retry: { attempts: 3, backoff: { base: 0ms }, late: { times: 1, at-least: 1ms } } }
        """);

    [Fact]
    public async Task Run_AttemptsEndAsTheyBecomeLate_OneAnswersAndCallsStayClean()
    {
        // By the bench's clock; the calls below live by the system's.
        await Learning.UsualAsync(_bench, TimeSpan.FromMilliseconds(1));
        var hedges = 0;

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(seed => Task.Run(async () =>
        {
            var random = new SplitMixRandom((ulong)seed + 1);
            // One object for all of them, as a pool would.
            var call = new FakeCall(TimeProvider.System);
            for (var i = 0; i < Calls; i++) Interlocked.Add(ref hedges, await RunAsync(call, random));
        })));

        // Else nothing was tried here: it takes a few late attempts to make the test one.
        hedges.ShouldBeGreaterThan(0);
        var target = _bench.Plan.Interfaces["i"];
        target.State.InFlight.ShouldBe(0);
        _bench.Version().Nodes.ShouldAllBe(node => node.State.InFlight == 0);
        FailoverSlice.State(target.State).Hedges.ShouldBe(hedges);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private async Task<int> RunAsync(FakeCall call, SplitMixRandom random)
    {
        var clock = TimeProvider.System;
        call.Plan = _bench.Plan;
        call.Gone = false;
        call.Nodes.Clear();
        var leaves = random.Next(20) == 0;
        var ends = Enumerable.Range(0, AttemptsMax + 1)
            .Select(_ => (After: TimeSpan.FromMilliseconds(0.5 + random.NextDouble()), Kind: random.Next(5))).ToArray();
        var (accepted, live) = (0, true);
        call.OnTry = async (attempt, timeIsUp) =>
        {
            var number = attempt.Number;
            number.ShouldBeInRange(1, AttemptsMax);
            var end = ends[number];
            await Task.Yield();
            for (var spins = 0; spins < 1_000_000 && clock.GetElapsedTime(attempt.Started) < end.After && !timeIsUp.IsCancellationRequested; spins++)
                await Task.Yield();
            Volatile.Read(ref live).ShouldBeTrue("an attempt outlived its call");
            if (leaves && number == 1) call.Leave();
            if (timeIsUp.IsCancellationRequested || call.CallerGone)
                return call.CallerGone ? Outcome.Cancelled(began: false) : Outcome.Failed(FailureKind.Reset);
            if (end.Kind == 0) return Outcome.Failed(FailureKind.Reset);
            var head = Outcome.Answered(end.Kind == 1 ? 503 : 200);
            if (!call.Accepts(attempt, head)) return head with { Began = false };
            Interlocked.Increment(ref accepted).ShouldBe(1, "two attempts answered");
            await Task.Yield();
            Volatile.Read(ref live).ShouldBeTrue("an answer outlived its call");
            return head;
        };

        var outcome = await CallPipeline.RunAsync(call).AsTask().WaitAsync(TimeSpan.FromSeconds(30));

        Volatile.Write(ref live, false);
        call.HedgeFault.ShouldBeNull();
        outcome.Began.ShouldBe(accepted == 1);
        call.Attempts.ShouldBeInRange(1, AttemptsMax);
        call.Attempts.ShouldBe(call.Nodes.Count);
        var hedged = call.Decisions.Kept.ToArray().Count(static decision => decision.Name == "hedge");
        call.Reset();
        return hedged;
    }
}
