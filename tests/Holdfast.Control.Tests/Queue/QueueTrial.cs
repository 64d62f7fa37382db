using Holdfast.Core.Queue;
using static Holdfast.Control.Tests.Queue.OperationDrafts;

namespace Holdfast.Control.Tests.Queue;

/// <summary>Has the same happen to a queue and to the model, and compares what they say.</summary>
internal sealed class QueueTrial(Func<IDurableQueue> queue, Func<Task> crash, SetClock time)
{
    private static readonly string[] Lanes = ["a", "b"];
    private readonly QueueModel _model = new(time);
    private readonly List<ClaimedOperation> _claims = [];

    public async Task RunAsync(IReadOnlyList<QueueStep> steps)
    {
        // Its clock begins when it is opened, and so does the model's.
        await queue().ReadAsync();
        foreach (var step in steps) await DoAsync(step);
        await CompareAsync();
    }

    private Task DoAsync(QueueStep step) => step.Kind switch
    {
        QueueStepKind.Accept => AcceptAsync(step.Pick),
        QueueStepKind.Claim => ClaimAsync(step.Pick),
        QueueStepKind.Settle when _claims.Count > 0 => SettleAsync(_claims[step.Pick % _claims.Count], step.Pick),
        QueueStepKind.Renew when _claims.Count > 0 => RenewAsync(_claims[step.Pick % _claims.Count]),
        QueueStepKind.Sweep => SweepAsync(),
        QueueStepKind.Wait => WaitAsync(step.Pick),
        QueueStepKind.SetClock => SetClockAsync(step.Pick),
        QueueStepKind.Crash => CrashAsync(),
        QueueStepKind.Revive => ReviveAsync(step.Pick),
        QueueStepKind.Drop => DropAsync(step.Pick),
        _ => Task.CompletedTask,
    };

    private async Task AcceptAsync(int pick)
    {
        var draft = Of(
            Lanes[pick % 2], key: pick % 3 == 0 ? null : $"key-{pick % 7}", body: pick % 11 == 0 ? "other" : "{}", order: pick % 5 < 2 ? $"order-{pick % 3}" : null) with
        {
            AgeMax = TimeSpan.FromSeconds(60 + (pick % 4 * 60)),
            Keep = TimeSpan.FromSeconds(60),
            Bounds = Wide with { CountMax = 12 },
        };
        (await queue().AcceptAsync(draft)).ShouldBe(_model.Accept(draft));
    }

    private async Task ClaimAsync(int pick)
    {
        var wish = Wish(Lanes[pick % 2], fresh: pick % 4, retried: pick / 4 % 4, leaseSeconds: 10);
        var claims = await queue().ClaimAsync(wish);
        claims.Select(static claim => (claim.Id, claim.Attempt, claim.Token)).ShouldBe(_model.Claim(wish));
        _claims.AddRange(claims);
    }

    /// <summary>Of any claim that was ever made: also one whose lease is long gone.</summary>
    private async Task SettleAsync(ClaimedOperation claim, int pick)
    {
        var settlement = (pick % 5) switch
        {
            0 => Settlement.Delivered(Answer()),
            1 => new Settlement(OperationState.Failed, "answered 404"),
            2 => new Settlement(OperationState.Dead, "no attempts left"),
            3 => Settlement.Again(TimeSpan.FromSeconds(pick % 30), "answered 503"),
            _ => Settlement.Again(TimeSpan.FromSeconds(pick % 30), "the breaker is open", isCharged: false),
        };
        (await queue().SettleAsync(claim, settlement)).ShouldBe(_model.Settle(claim.Id, claim.Token, settlement));
    }

    private async Task RenewAsync(ClaimedOperation claim) =>
        (await queue().RenewAsync(claim, TimeSpan.FromSeconds(20))).ShouldBe(_model.Renew(claim.Id, claim.Token, TimeSpan.FromSeconds(20)));

    private async Task SweepAsync()
    {
        await queue().SweepAsync();
        _model.Sweep();
    }

    private Task WaitAsync(int pick)
    {
        time.Advance(TimeSpan.FromMilliseconds(pick * 40));
        return Task.CompletedTask;
    }

    private Task SetClockAsync(int pick)
    {
        time.Set(TimeSpan.FromSeconds((pick - 500) * 8));
        return Task.CompletedTask;
    }

    private async Task CrashAsync()
    {
        // What is written last says until when its clock has come.
        var draft = Of("c");
        (await queue().AcceptAsync(draft)).ShouldBe(_model.Accept(draft));
        await crash();
        await queue().ReadAsync();
        _model.Crash();
    }

    private async Task ReviveAsync(int pick) => (await queue().ReviveAsync(Lanes[pick % 2], null)).ShouldBe(_model.Revive(Lanes[pick % 2]));

    private async Task DropAsync(int pick) => (await queue().DropAsync(Lanes[pick % 2], null)).ShouldBe(_model.Drop(Lanes[pick % 2]));

    private async Task CompareAsync()
    {
        foreach (var one in _model.All)
        {
            var found = (await queue().FindAsync(one.Draft.Id)).ShouldNotBeNull();
            (found.State, found.Attempts, found.AcceptedAt.ToUnixTimeMilliseconds()).ShouldBe((one.State, one.Attempts, one.Accepted));
        }

        foreach (var lane in await queue().ReadAsync())
        {
            var own = _model.All.Where(one => one.Draft.Lane == lane.Lane).ToList();
            (lane.Live, lane.Buried).ShouldBe((own.Count(QueueModel.IsLive), own.Count(static one => one.State >= OperationState.Failed)));
        }

        (await queue().CheckAsync()).ShouldBeEmpty();
    }
}
