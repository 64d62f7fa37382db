using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Breakers;

namespace Holdfast.Core.Tests.Principles.Breakers;

public sealed class BreakerEvidenceTests
{
    public static TheoryData<string, FailureKind, BreakerVerdict> Kinds => new()
    {
        { "connect", FailureKind.Connect, BreakerVerdict.Failed },
        { "reset", FailureKind.Reset, BreakerVerdict.Failed },
        { "timeout", FailureKind.AttemptTimeout, BreakerVerdict.Failed },
        { "timeout", FailureKind.Deadline, BreakerVerdict.Failed },
        { "broken", FailureKind.Protocol, BreakerVerdict.Failed },
        { "broken", FailureKind.Truncated, BreakerVerdict.Failed },
        { "status", FailureKind.Connect, BreakerVerdict.Neutral },
        { "connect", FailureKind.Reset, BreakerVerdict.Neutral },
        { "connect", FailureKind.AttemptTimeout, BreakerVerdict.Neutral },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_Failure_CountsWhereItIsAskedFor(string counts, FailureKind kind, BreakerVerdict verdict) =>
        BreakerEvidence.Of(BreakerPlans.Read($"counts: {counts}"), Outcome.Failed(kind), number: 1).ShouldBe(verdict);

    [Theory]
    [InlineData("statuses: 500-599", 503, BreakerVerdict.Failed)]
    [InlineData("statuses: 500-599", 404, BreakerVerdict.Good)]
    [InlineData("statuses: \"502-504\"", 500, BreakerVerdict.Good)]
    [InlineData("statuses: \"429,500-599\"", 429, BreakerVerdict.Failed)]
    [InlineData("counts: connect", 503, BreakerVerdict.Neutral)]
    public void Of_Status_GoesByTheList(string breaker, int status, BreakerVerdict verdict) =>
        BreakerEvidence.Of(BreakerPlans.Read(breaker), Outcome.Answered(status), number: 1).ShouldBe(verdict);

    [Fact]
    public void Of_GrpcFailure_IsAFailureWhateverItsHttpStatus() => BreakerEvidence.Of(
        BreakerPlans.Read("statuses: 500-599"), new Outcome(OutcomeKind.Failure, FailureKind.Status, 200, Began: true), number: 1).ShouldBe(BreakerVerdict.Failed);

    [Fact]
    public void Of_NoEvidence_IsNeutral()
    {
        var plan = BreakerPlans.Read("failure-ratio: 0.5");

        BreakerEvidence.Of(plan, Outcome.Cancelled(began: false), 1).ShouldBe(BreakerVerdict.Neutral);
        BreakerEvidence.Of(plan, Outcome.Cancelled(began: true), 1).ShouldBe(BreakerVerdict.Neutral);
        BreakerEvidence.Of(plan, Outcome.Refused, 1).ShouldBe(BreakerVerdict.Neutral);
        // A retry that had only what was left of the deadline.
        BreakerEvidence.Of(plan, Outcome.Failed(FailureKind.Deadline), 2).ShouldBe(BreakerVerdict.Neutral);
    }
}
