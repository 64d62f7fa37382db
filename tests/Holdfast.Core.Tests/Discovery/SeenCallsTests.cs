using Holdfast.Core.Discovery;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Discovery;

public sealed class SeenCallsTests
{
    [Fact]
    public void Begin_OverSeveralSeconds_KeepsTheBusiest()
    {
        var seen = new SeenCalls(0);
        foreach (var (second, calls) in new[] { (0, 3), (1, 7), (5, 4) })
            for (var call = 0; call < calls; call++) seen.Begin(second);
        // The clock was read for it before the second changed.
        seen.Begin(1);
        for (var call = 0; call < 3; call++) seen.Begin(5);

        (seen.Read().PerSecondPeak, seen.Read().AtOncePeak).ShouldBe((8, 18));
    }

    [Fact]
    public void End_OfThoseOnTheirWay_MakesRoomForOthers()
    {
        var seen = new SeenCalls(0);
        for (var call = 0; call < 10; call++)
        {
            seen.Begin(call);
            seen.Begin(call);
            seen.End();
            seen.End();
        }

        seen.Read().AtOncePeak.ShouldBe(2);
    }

    [Fact]
    public async Task Begin_OfManyAtOnce_MissesNone()
    {
        var seen = new SeenCalls(0);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var call = 0; call < 2_000; call++) seen.Begin(3);
        }, TestContext.Current.CancellationToken)));

        (seen.Read().PerSecondPeak, seen.Read().AtOncePeak).ShouldBe((8_000, 8_000));
    }

    [Fact]
    public void Add_OfEveryEnd_CountsItAsThat()
    {
        var seen = new SeenCalls(0);
        foreach (var outcome in new[]
                 {
                     Outcome.Answered(200), Outcome.Answered(204), Outcome.Answered(302), Outcome.Answered(404), Outcome.Answered(503), Outcome.Failed(FailureKind.Connect),
                     Outcome.Refused, Outcome.Cancelled(began: true),
                 })
            seen.Add(outcome, TimeSpan.FromMilliseconds(100), 10);

        var counts = seen.Read();

        counts.ByClass.ShouldBe([1L, 0, 2, 1, 1, 1]);
        (counts.Calls, counts.Refused, counts.Cancelled, counts.BodyBytesMax, counts.Latencies.Sum()).ShouldBe((8, 1, 1, 10, 5));
    }

    [Fact]
    public void Absorb_Another_AddsWhatItCountedAndKeepsTheHigherPeaks()
    {
        var (stays, goes) = (new SeenCalls(0), new SeenCalls(1));
        for (var call = 0; call < 5; call++) goes.Begin(9);
        stays.Begin(9);
        stays.Add(Outcome.Answered(200), TimeSpan.FromSeconds(1), 3);
        goes.Add(Outcome.Answered(404), TimeSpan.FromSeconds(2), 8);

        stays.Absorb(goes);

        var counts = stays.Read();
        (goes.Present, counts.Calls, counts.PerSecondPeak, counts.AtOncePeak, counts.BodyBytesMax, counts.Latencies.Sum()).ShouldBe((stays, 2, 5, 5, 8, 2));
    }
}
