using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Evidence;

public sealed class MeterTests
{
    [Fact]
    public void InFlight_CallsBeginAndEnd_CountsThoseThatHaveNotEnded()
    {
        var meter = new CallMeter();
        for (var i = 0; i < 5; i++) meter.Begin();
        meter.InFlight.ShouldBe(5);

        meter.Add(OutcomeKind.Success, TimeSpan.FromMilliseconds(1));
        meter.Add(OutcomeKind.Failure, TimeSpan.FromMilliseconds(1));
        meter.Add(OutcomeKind.Refused, default);
        meter.Add(OutcomeKind.Cancelled, default);
        meter.InFlight.ShouldBe(1);
        meter.Leave();

        meter.InFlight.ShouldBe(0);
        meter.Ended.ShouldBe(4);
    }

    [Fact]
    public void CallMeter_NothingCountedSince_GivesTheSameReading()
    {
        var meter = new CallMeter();
        meter.Add(OutcomeKind.Success, TimeSpan.FromMilliseconds(3));
        var first = meter.Read();

        meter.Read(first).ShouldBeSameAs(first);

        meter.Add(OutcomeKind.Success, TimeSpan.FromMilliseconds(3));
        var second = meter.Read(first);
        second.Since(first).Successes.ShouldBe(1);
        second.Since(first).Latencies.Sum().ShouldBe(1);
    }

    [Fact]
    public void AttemptMeter_RefusedAttempt_IsEvidenceOfNothing()
    {
        var meter = new AttemptMeter();
        foreach (var kind in Enum.GetValues<OutcomeKind>()) meter.Add(kind);

        meter.Read().ShouldBe(new AttemptCounts(Successes: 1, Failures: 1, Cancelled: 2));
    }
}
