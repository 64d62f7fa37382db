using CsCheck;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Async;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Tests.Principles.Async;

public sealed class DeliveryMachineTests
{
    private static readonly AsyncPlan Plan = AsyncPlan.Usual with { AttemptsMax = 3, Schedule = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)] };

    [Theory]
    [InlineData(200, OperationState.Delivered)]
    [InlineData(299, OperationState.Delivered)]
    [InlineData(301, OperationState.Failed)]
    [InlineData(303, OperationState.Delivered)]
    [InlineData(304, OperationState.Delivered)]
    [InlineData(400, OperationState.Failed)]
    [InlineData(408, OperationState.Waiting)]
    [InlineData(409, OperationState.Failed)]
    [InlineData(425, OperationState.Waiting)]
    [InlineData(429, OperationState.Waiting)]
    [InlineData(500, OperationState.Waiting)]
    [InlineData(599, OperationState.Waiting)]
    public void Decide_OnAStatus_IsWhatTheStatusSays(int status, OperationState state)
    {
        var verdict = DeliveryMachine.Decide(Answered(status), attempt: 1, Plan, random: 0.5);

        (verdict.Settlement.State, verdict.IsHeldUp).ShouldBe((state, false));
        verdict.Settlement.Answer.ShouldBe(state == OperationState.Waiting ? null : Answered(status).Answer);
    }

    [Fact]
    public void Decide_AfterTheLastAttempt_GivesUpAndKeepsTheAnswer()
    {
        var verdict = DeliveryMachine.Decide(Answered(500), attempt: 3, Plan, random: 0.5);

        verdict.Settlement.State.ShouldBe(OperationState.Dead);
        verdict.Settlement.Answer.ShouldBe(Answered(500).Answer);
        verdict.Settlement.Note.ShouldBe("answered 500, and 3 attempts were made");
    }

    [Theory]
    [InlineData(1, 0, 0.8)]
    [InlineData(1, 0.5, 1)]
    [InlineData(1, 0.999999, 1.2)]
    [InlineData(2, 0.5, 10)]
    public void Decide_ToTryAgain_WaitsByTheScheduleGiveOrTakeAFifth(int attempt, double random, double seconds)
    {
        var settlement = DeliveryMachine.Decide(new DeliveryEnd(IsReached: true, null, default, "the connection was lost"), attempt, Plan, random).Settlement;

        settlement.After.TotalSeconds.ShouldBe(seconds, 0.001);
        settlement.IsCharged.ShouldBeTrue();
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    public void Decide_WhereNothingCameToTheService_UsesNoAttemptUpHoweverOften(int attempt)
    {
        var verdict = DeliveryMachine.Decide(new DeliveryEnd(IsReached: false, null, TimeSpan.FromSeconds(7), "breaker-open"), attempt, Plan, random: 0.5);

        (verdict.Settlement.State, verdict.Settlement.IsCharged, verdict.IsHeldUp, verdict.For).ShouldBe((OperationState.Waiting, false, true, TimeSpan.FromSeconds(7)));
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, OperationState.Dead)]
    public void Spent_BeforeAnAttempt_IsWhatHasNoneLeft(int attempt, OperationState? state) => (DeliveryMachine.Spent(attempt, Plan)?.State).ShouldBe(state);

    [Theory]
    [InlineData(true, OperationState.Dead)]
    [InlineData(false, OperationState.Waiting)]
    public void Unreadable_OfABody_IsGivenUpOnlyWhereItIsGoneForGood(bool isForGood, OperationState state)
    {
        var fault = new QueueException(AsyncErrors.Away, "too many open files") { IsForGood = isForGood };

        var settlement = DeliveryMachine.Unreadable(fault, Plan, random: 0.5);

        settlement.State.ShouldBe(state);
        if (state == OperationState.Waiting) (settlement.IsCharged, settlement.After, settlement.Note).ShouldBe((false, TimeSpan.FromSeconds(1), "too many open files"));
    }

    [Fact]
    public void Decide_OnRetryAfter_WaitsForItAndUsesNoAttemptUp()
    {
        var verdict = DeliveryMachine.Decide(Answered(503) with { RetryAfter = TimeSpan.FromMinutes(2) }, attempt: 3, Plan, random: 0.5);

        (verdict.Settlement.State, verdict.Settlement.IsCharged, verdict.Settlement.After, verdict.IsHeldUp).ShouldBe((OperationState.Waiting, false, TimeSpan.FromMinutes(2), true));
    }

    /// <summary>A last wait that repeats is never passed, and the schedule never runs out.</summary>
    [Fact]
    public void Decide_WithAnyScheduleAndAttempt_StaysWithinIt() => Gen.Select(Gen.Int[1, 20], Gen.Int[1, 9], Gen.Double[0, 0.999999]).Sample((attempts, waits, random) =>
    {
        var plan = AsyncPlan.Usual with { AttemptsMax = 1_000, Schedule = [.. Enumerable.Range(1, waits).Select(static one => TimeSpan.FromSeconds(one))] };
        var after = DeliveryMachine.Decide(Answered(500), attempts, plan, random).Settlement.After.TotalSeconds;
        after.ShouldBe(Math.Min(attempts, waits), tolerance: (Math.Min(attempts, waits) * 0.2) + 0.001);
    });

    private static DeliveryEnd Answered(int status) => new(IsReached: true, Answers[status], TimeSpan.Zero, $"answered {status}");

    private static readonly Dictionary<int, OperationAnswer> Answers = Enumerable.Range(200, 400).ToDictionary(static status => status, static status => new OperationAnswer(status, [], default));
}
