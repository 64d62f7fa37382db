namespace Holdfast.Testing.Tests;

public sealed class EventuallyTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task Holds_ConditionNeverHolds_FailsSayingWhatWasAwaitedAndSeen()
    {
        var failure = await Should.ThrowAsync<TimeoutException>(
            () => Eventually.HoldsAsync(() => false, "the moon", Short, () => "only stars"));

        failure.Message.ShouldContain("the moon");
        failure.Message.ShouldContain("only stars");
    }

    [Fact]
    public async Task Holds_ConditionHoldsLater_Ends()
    {
        var asked = 0;

        await Eventually.HoldsAsync(() => ++asked == 3, "a third look");

        asked.ShouldBe(3);
    }

    [Fact]
    public async Task Within_TaskNeverEnds_FailsSayingWhatWasAwaited()
    {
        var never = new TaskCompletionSource<int>();

        var failure = await Should.ThrowAsync<TimeoutException>(() => never.Task.Within("an answer", Short));

        failure.Message.ShouldContain("an answer");
    }

    [Fact]
    public async Task Within_TaskItselfTimesOut_PassesItsOwnFailureOn()
    {
        var failure = await Should.ThrowAsync<TimeoutException>(
            () => Task.FromException(new TimeoutException("its own")).Within("an answer"));

        failure.Message.ShouldBe("its own");
    }
}
