using Holdfast.Core.Errors;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Degradation.Substitutes;

namespace Holdfast.Core.Tests.Principles.Degradation;

public sealed class SubstituteMachineTests
{
    private static readonly KnownError Error = new("HF4999", "refused by a test", "", "") { Status = 503 };

    [Theory]
    [InlineData(FailureKind.Connect, SubstituteCauses.Connect)]
    [InlineData(FailureKind.Reset, SubstituteCauses.Reset)]
    [InlineData(FailureKind.AttemptTimeout, SubstituteCauses.Timeout)]
    [InlineData(FailureKind.Deadline, SubstituteCauses.Timeout)]
    [InlineData(FailureKind.Status, SubstituteCauses.Status)]
    [InlineData(FailureKind.Protocol, SubstituteCauses.Broken)]
    public void CauseOf_Failure_IsItsKind(FailureKind failure, SubstituteCauses cause) =>
        SubstituteMachine.CauseOf(Outcome.Failed(failure), null).ShouldBe(cause);

    [Theory]
    [InlineData(Position.Match, SubstituteCauses.None)]
    [InlineData(Position.Degradation, SubstituteCauses.None)]
    [InlineData(Position.Overload, SubstituteCauses.Limit)]
    [InlineData(Position.Limits, SubstituteCauses.Limit)]
    [InlineData(Position.Isolation, SubstituteCauses.Limit)]
    [InlineData(Position.NodePool, SubstituteCauses.Limit)]
    [InlineData(Position.Breaker, SubstituteCauses.Breaker)]
    [InlineData(Position.Balance, SubstituteCauses.NoNode)]
    public void CauseOf_Refusal_IsWhereItWasRefused(Position position, SubstituteCauses cause) =>
        SubstituteMachine.CauseOf(Outcome.Refused, new Refusal(Error, "test", position, "")).ShouldBe(cause);

    [Fact]
    public void CauseOf_NoFailure_IsNone()
    {
        SubstituteMachine.CauseOf(Outcome.Refused, null).ShouldBe(SubstituteCauses.None, "the server objected to the body");
        SubstituteMachine.CauseOf(Outcome.Cancelled(began: false), null).ShouldBe(SubstituteCauses.None);
        SubstituteMachine.CauseOf(Outcome.Answered(200), null).ShouldBe(SubstituteCauses.None);
    }

    [Theory]
    [InlineData(0, SubstituteCauses.Breaker, Repeatability.Once, false, true)]
    [InlineData(1, SubstituteCauses.Connect, Repeatability.Once, true, true)]
    [InlineData(1, SubstituteCauses.Connect, Repeatability.Once, false, false)]
    [InlineData(1, SubstituteCauses.Timeout, Repeatability.Once, true, false)]
    [InlineData(1, SubstituteCauses.Reset, Repeatability.Once, true, false)]
    [InlineData(1, SubstituteCauses.Timeout, Repeatability.Idempotent, true, true)]
    [InlineData(1, SubstituteCauses.Status, Repeatability.Idempotent, false, false)]
    public void MaySendElsewhere_ByWhatWasSent_OnlyWhatCanBeSentTwice(
        int attempts, SubstituteCauses cause, Repeatability repeatability, bool canBodyBeRepeated, bool may) =>
        SubstituteMachine.MaySendElsewhere(attempts, cause, repeatability, canBodyBeRepeated).ShouldBe(may);
}
