using CsCheck;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Breakers;

namespace Holdfast.Core.Tests.Principles.Breakers;

/// <summary>Never stuck, whatever has happened: through the pipeline, with every kind of ending.</summary>
public sealed class BreakerLivenessTests
{
    private const int OpenMaxSeconds = 8;
    private const int RampSeconds = 5;

    private static readonly string[] Breakers =
    [
        "failure-ratio: 0.5, minimum-calls: 5",
        "failure-ratio: none, consecutive-failures: 3",
        "failure-ratio: none, slow: 500ms, slow-ratio: 0.5, minimum-calls: 5",
        "failure-ratio: 0.3, slow: 500ms, hanging: 3, window: 20 calls, minimum-calls: 5",
        "failure-ratio: 0.5, minimum-calls: 5, quorum: 0.5",
        "failure-ratio: 0.5, minimum-calls: 5, per: client",
        "failure-ratio: 0.5, minimum-calls: 5, scope: edge, slow: 900ms, hanging: 2",
    ];

    private static readonly Gen<(int Breaker, (int Kind, double Seconds)[] Events)> Histories = Gen.Select(
        Gen.Int[0, Breakers.Length - 1], Gen.Select(Gen.Int[0, 9], Gen.Double[0, 2]).Array[0, 120]);

    [Fact]
    public void AnyHistory_HealthyAnswersAndTime_Close() => Histories.Sample(history =>
    {
        Run(history.Breaker, history.Events, async stage =>
        {
            // The longest opening, the ramp, and as much again for the trials that are too few.
            for (var i = 0; i < 4 * (OpenMaxSeconds + RampSeconds); i++)
            {
                await stage.SendAsync(3, BreakerStage.Good);
                stage.Pass(1);
            }

            (await stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
            stage.Phase.ShouldBe(BreakerPhase.Closed);
        });
    }, iter: 150, seed: "0000KfZ2qY51", threads: 2);

    [Fact]
    public void AnyHistory_SickAnswers_OpenWithinTheWindowsPromise() => Histories.Sample(history =>
    {
        // What looks at failures; a quorum counts the nodes no more than ten times a second.
        if (history.Breaker == 2) return;
        Run(history.Breaker, history.Events, async stage =>
        {
            for (var i = 0; i < 200 && stage.Phase != BreakerPhase.Open; i++)
            {
                await stage.SendAsync(BreakerStage.Bad);
                stage.Pass(0.1);
            }

            stage.Phase.ShouldBe(BreakerPhase.Open);
        });
    }, iter: 150, seed: "0000KfZ2qY51", threads: 2);

    /// <summary>Every second one gathers its evidence by other bounds, so that it is gathered anew.</summary>
    private static string Revision(int breaker, int number) => BreakerPlans.Yaml(
        $"{Breakers[breaker]}, open: 1s, open-max: {OpenMaxSeconds}s, ramp: {{ over: {RampSeconds}s, from: 0.1 }}, trial-timeout: {1_000 + (number % 2 * 200)}ms");

    private static void Run(int breaker, (int Kind, double Seconds)[] events, Func<BreakerStage, Task> then)
    {
        PlayAsync().GetAwaiter().GetResult();

        async Task PlayAsync()
        {
            await using var stage = new BreakerStage(Revision(breaker, 0));
            await stage.SendAsync(BreakerStage.Good);
            var waiting = new List<BreakerStage.WaitingCall>();
            var revision = 0;
            foreach (var (kind, seconds) in events)
            {
                switch (kind)
                {
                    case 0:
                        await stage.SendAsync(4, BreakerStage.Good);
                        break;
                    case 1:
                        await stage.SendAsync(4, BreakerStage.Bad);
                        break;
                    case 2:
                        var gone = stage.Begin();
                        if (!gone.IsMade) break;
                        stage.Pass(seconds);
                        gone.Call.Gone = true;
                        await gone.EndAsync(Outcome.Cancelled(began: false));
                        break;
                    case 3:
                        for (var i = 0; i < 3; i++) waiting.Add(stage.Begin());
                        break;
                    case 4 when waiting.Count > 0:
                        if (waiting[0].IsMade) await waiting[0].EndAsync(seconds < 1 ? BreakerStage.Bad : BreakerStage.Good);
                        waiting.RemoveAt(0);
                        break;
                    case 5:
                        await stage.SendAsync(Outcome.Failed(FailureKind.Reset));
                        break;
                    case 6:
                        stage.Bench.Publish(Revision(breaker, ++revision));
                        break;
                    case 7:
                        var now = stage.Bench.Time.GetTimestamp();
                        stage.Seat.Set.Open(stage.Seat.Site, now, now + TimeSpan.FromSeconds(seconds).Ticks);
                        break;
                    default:
                        stage.Pass(seconds);
                        break;
                }
            }

            // Some hang to the end: nobody may need them.
            await then(stage);
            foreach (var call in waiting.Where(static call => call.IsMade)) await call.EndAsync(BreakerStage.Good);
        }
    }
}
