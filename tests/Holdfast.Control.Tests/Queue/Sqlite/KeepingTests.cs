using Holdfast.Core.Queue;
using static Holdfast.Control.Tests.Queue.OperationDrafts;

namespace Holdfast.Control.Tests.Queue.Sqlite;

/// <summary>What is kept of operations that are done with has a bound of its own.</summary>
public sealed class KeepingTests : IAsyncDisposable
{
    private const int AnswerBytes = 10_000;

    private readonly SetClock _time = new();
    private readonly QueueHost _host;

    public KeepingTests() => _host = new QueueHost(_time);

    private IDurableQueue Queue => _host.Now;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Answers_MoreThanMayBeKept_LetTheOldestGo()
    {
        var drafts = new List<OperationDraft>();
        for (var number = 0; number < 6; number++) drafts.Add(await EndAsync(Settlement.Delivered(Answer() with { Body = new byte[AnswerBytes] }), key: $"k-{number}", keptMax: 3 * AnswerBytes));

        var found = new List<OperationStatus>();
        foreach (var draft in drafts) found.Add((await Queue.FindAsync(draft.Id))!);

        found.Select(static one => (one.State, one.Answer!.Status, one.Answer.Headers.Count)).Distinct().ShouldBe([(OperationState.Delivered, 201, 2)], "that they were delivered is kept");
        found.Select(static one => one.Answer!.IsWhole).ShouldBe([false, false, false, false, true, true]);
        found.Select(static one => one.Answer!.Body.Length).ShouldBe([0, 0, 0, 0, AnswerBytes, AnswerBytes]);
        (await Queue.AcceptAsync(Of(key: "k-0"))).ShouldBe(new Acceptance(AcceptanceKind.Known, drafts[0].Id), "keys are kept");
        (await Queue.ReadAsync()).Single().KeptBytes.ShouldBeLessThanOrEqualTo(3 * AnswerBytes);
        (await Queue.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Failed_MoreThanMayBeKept_AreAllKeptAndNothingMoreIsAccepted()
    {
        var draft = await EndAsync(new Settlement(OperationState.Failed, "answered 404"), key: "k", keptMax: 100);
        var next = Of() with { Bounds = Wide with { KeptBytesMax = 100 } };

        var full = await Queue.AcceptAsync(next);
        (full.Kind, full.Bound, full.Most).ShouldBe((AcceptanceKind.Full, "kept", 100d));
        (await Queue.LookForRoomAsync(next))!.Value.Bound.ShouldBe("kept", "before a body is written for it");
        (await Queue.LookForRoomAsync(Of(key: "k") with { Bounds = next.Bounds })).ShouldBeNull("what is known needs no room");
        (await Queue.AcceptAsync(Of("other") with { Bounds = next.Bounds })).Kind.ShouldBe(AcceptanceKind.Accepted, "another lane's are none of its own");
        await CrashAsync();
        (await Queue.AcceptAsync(next)).Bound.ShouldBe("kept");
        (await Queue.FindAsync(draft.Id))!.State.ShouldBe(OperationState.Failed);
        await Queue.DropAsync("coupons", null);
        (await Queue.AcceptAsync(next)).Kind.ShouldBe(AcceptanceKind.Accepted);
        (await Queue.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Kept_ForLongEnough_TakesNoRoomAnyMore()
    {
        await EndAsync(Settlement.Delivered(Answer()));
        await EndAsync(new Settlement(OperationState.Dead, "no attempts left"));
        _time.Advance(AgeMax + Keep);
        await Queue.SweepAsync();

        (await Queue.ReadAsync()).Single().KeptBytes.ShouldBe(0);
        (await Queue.CheckAsync()).ShouldBeEmpty();
    }

    private Task CrashAsync() => _host.CrashAsync();

    private async Task<OperationDraft> EndAsync(Settlement settlement, string? key = null, long keptMax = LaneBounds.KeptBytesUsual)
    {
        var draft = Of(key: key) with { Bounds = Wide with { KeptBytesMax = keptMax } };
        (await Queue.AcceptAsync(draft)).Kind.ShouldBe(AcceptanceKind.Accepted);
        await Queue.SettleAsync((await Queue.ClaimAsync(Wish())).Single(), settlement);
        return draft;
    }
}
