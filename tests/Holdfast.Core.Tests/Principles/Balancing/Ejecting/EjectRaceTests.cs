using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

/// <summary>Attempts end on all threads at once: one may end a row while another is judging it.</summary>
public sealed class EjectRaceTests
{
    private const int Rounds = 2_000;

    /// <summary>Who waits so long waits for somebody who has failed.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Judge_AnotherThreadEndsTheRow_EjectsForNoFewerThanItTakes()
    {
        await using var bench = new Bench();
        using var call = bench.Call();
        var node = bench.Node(0);
        var (state, gate) = (BalancingSlice.Eject(node.State), BalancingSlice.Gate(bench.Version().State));
        var reasons = new List<string>();

        InTurn(
            () =>
            {
                for (var i = 0; i < 5; i++) Drive.Observe(bench, call, 0, Outcome.Failed(FailureKind.Reset));
            },
            hasFailed =>
            {
                while (state.FailuresInARow < 5 && !hasFailed()) Thread.SpinWait(1);
                state.ForgetRow();
            },
            () =>
            {
                state.ForgetRow();
                if (node.State.IsUsable) return;
                reasons.Add(node.State.Availability.Reason);
                gate.Return(node, state.Number, bench.Time.GetTimestamp(), bench.Time);
            });

        reasons.Where(static reason => !reason.StartsWith("5 failures", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Row_OfLateAttemptsAlone_NeverSeemsToHaveOthersInIt()
    {
        await using var bench = new Bench();
        var state = BalancingSlice.Eject(bench.Node(0).State);
        var seen = new HashSet<string>();

        InTurn(
            () =>
            {
                for (var i = 0; i < 20; i++)
                {
                    state.Late(now: 1);
                    if (i % 4 == 3) state.ForgiveLate();
                }
            },
            isOver =>
            {
                while (!isOver())
                    if (state.Row is { IsLateOnly: false } or { Failures: > 0, IsAnswering: true } or { Unconnected: > 0 }) seen.Add(state.Row.ToString());
            },
            state.ForgetRow);

        seen.ShouldBeEmpty();
    }

    /// <summary>Round after round both begin together; the next begins when both have ended and what became of it was looked at.</summary>
    private static void InTurn(Action first, Action<Func<bool>> second, Action after)
    {
        var round = 0;
        var ended = 0;
        using var phase = new Barrier(2, _ =>
        {
            if (round++ % 2 == 1) after();
        });
        var other = Task.Factory.StartNew(Second, TaskCreationOptions.LongRunning);
        for (var i = 1; i <= Rounds; i++)
        {
            phase.SignalAndWait(Patience).ShouldBeTrue();
            first();
            Volatile.Write(ref ended, i);
            phase.SignalAndWait(Patience).ShouldBeTrue();
        }

        other.GetAwaiter().GetResult();

        void Second()
        {
            for (var i = 1; i <= Rounds; i++)
            {
                var mine = i;
                phase.SignalAndWait(Patience).ShouldBeTrue();
                second(() => Volatile.Read(ref ended) >= mine);
                phase.SignalAndWait(Patience).ShouldBeTrue();
            }
        }
    }
}
