using System.Text;
using Holdfast.Core.Queue;
using static Holdfast.Control.Tests.Queue.OperationDrafts;

namespace Holdfast.Control.Tests.Queue;

/// <summary>What every queue must do, whatever it keeps its operations in.</summary>
public abstract class DurableQueueContract : IAsyncDisposable
{
    protected SetClock Time { get; } = new();

    /// <summary>The queue under test, opened once.</summary>
    protected abstract IDurableQueue Queue { get; }

    /// <summary>Another queue that holds nothing.</summary>
    protected abstract IDurableQueue Other { get; }

    /// <summary>Its process dies, and another takes over what is on the disk.</summary>
    protected abstract Task CrashAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task Accept_OfAnOperation_IsFoundAndClaimedAsItWas()
    {
        var draft = Of(key: "k", body: "äö");

        (await Queue.AcceptAsync(draft)).ShouldBe(new Acceptance(AcceptanceKind.Accepted, draft.Id));

        var found = (await Queue.FindAsync(draft.Id))!;
        (found.State, found.Lane, found.Attempts, found.AcceptedAt, found.CallerBy).ShouldBe((OperationState.Waiting, "coupons", 0, Time.GetUtcNow(), "header:Authorization"));
        found.Caller.ToArray().ShouldBe("caller"u8.ToArray());
        var claim = (await Queue.ClaimAsync(Wish())).ShouldHaveSingleItem();
        (claim.Id, claim.Attempt, claim.ExpiresAt - claim.AcceptedAt).ShouldBe((draft.Id, 1, AgeMax));
        (claim.Request with { Headers = [] }).ShouldBe(draft.Request with { Headers = [] });
        claim.Request.Headers.ShouldBe(draft.Request.Headers);
        Encoding.UTF8.GetString(claim.Body.Span).ShouldBe("äö");
        (await Queue.FindAsync(draft.Id))!.State.ShouldBe(OperationState.Leased);
    }

    [Fact]
    public async Task Accept_WithAKeyThatIsKnown_IsTheOperationOfBefore()
    {
        var first = Of(key: "k");
        await Queue.AcceptAsync(first);
        (await Queue.AcceptAsync(Of(key: "k"))).ShouldBe(new Acceptance(AcceptanceKind.Known, first.Id));

        await DeliverAsync();

        (await Queue.AcceptAsync(Of(key: "k"))).ShouldBe(new Acceptance(AcceptanceKind.Known, first.Id));
        (await Queue.ClaimAsync(Wish())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Accept_OfSomethingElseWithAKeyThatIsKnown_IsRefused()
    {
        var first = Of(key: "k");
        await Queue.AcceptAsync(first);

        (await Queue.AcceptAsync(Of(key: "k", body: "{ \"other\": 1 }"))).ShouldBe(new Acceptance(AcceptanceKind.KeyTaken, first.Id));
        (await Queue.ClaimAsync(Wish())).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Accept_ByManyAtOnceWithOneKey_AcceptsOne()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => Queue.AcceptAsync(Of(key: "k")))));

        all.Count(static one => one.Kind == AcceptanceKind.Accepted).ShouldBe(1);
        all.Select(static one => one.Id).Distinct().Count().ShouldBe(1);
        (await Queue.ClaimAsync(Wish())).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Accept_BeyondABoundOfItsLane_SaysWhichAndKeepsNothing()
    {
        await Queue.AcceptAsync(Of());
        var byCount = Of() with { Bounds = Wide with { CountMax = 1 } };
        var byBytes = Of() with { Bounds = Wide with { BytesMax = 300 } };

        (await Queue.AcceptAsync(byCount)).ShouldBe(new Acceptance(AcceptanceKind.Full, byCount.Id, "count", 1, 1));
        (await Queue.AcceptAsync(byBytes)).Bound.ShouldBe("bytes");
        (await Queue.AcceptAsync(Of("other") with { Bounds = Wide with { CountMax = 1 } })).Kind.ShouldBe(AcceptanceKind.Accepted);
        Time.Advance(TimeSpan.FromMinutes(2));
        (await Queue.AcceptAsync(Of() with { Bounds = Wide with { AgeMax = TimeSpan.FromMinutes(1) } })).Bound.ShouldBe("age");
        (await Queue.FindAsync(byCount.Id)).ShouldBeNull();
        await DeliverAsync();
        (await Queue.AcceptAsync(byCount)).Kind.ShouldBe(AcceptanceKind.Accepted);
    }

    [Fact]
    public async Task Claim_OfNewAndRetried_TakesOfEachWhatIsWished()
    {
        var drafts = await AcceptAsync(6);
        foreach (var claim in await Queue.ClaimAsync(Wish(fresh: 3))) await Queue.SettleAsync(claim, Settlement.Again(TimeSpan.Zero, "tried"));

        (await Queue.ClaimAsync(Wish(fresh: 2, retried: 1))).Select(static claim => claim.Id).ShouldBe([drafts[3].Id, drafts[4].Id, drafts[0].Id]);
        (await Queue.ClaimAsync(Wish())).Select(static claim => (claim.Id, claim.Attempt)).ShouldBe([(drafts[5].Id, 1), (drafts[1].Id, 2), (drafts[2].Id, 2)]);
        (await Queue.ClaimAsync(Wish())).ShouldBeEmpty();
    }

    [Fact]
    public async Task Claim_OfOneLane_LeavesTheOthers()
    {
        await Queue.AcceptAsync(Of("a"));
        await Queue.AcceptAsync(Of("b"));

        (await Queue.ClaimAsync(Wish("a"))).ShouldHaveSingleItem().Lane.ShouldBe("a");
        (await Queue.ClaimAsync(Wish("c"))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Claim_WhoseLeaseRanOut_IsSomebodyElsesAndCannotSettle()
    {
        await AcceptAsync(1);
        var late = (await Queue.ClaimAsync(Wish(leaseSeconds: 10))).Single();
        Time.Advance(TimeSpan.FromSeconds(9));
        (await Queue.RenewAsync(late, TimeSpan.FromSeconds(10))).ShouldBeTrue();
        Time.Advance(TimeSpan.FromSeconds(9));
        await Queue.SweepAsync();
        (await Queue.ClaimAsync(Wish())).ShouldBeEmpty();
        Time.Advance(TimeSpan.FromSeconds(1));
        await Queue.SweepAsync();
        var next = (await Queue.ClaimAsync(Wish())).Single();

        next.Token.ShouldBeGreaterThan(late.Token);
        next.Attempt.ShouldBe(2);
        (await Queue.SettleAsync(late, Settlement.Delivered(Answer()))).ShouldBeFalse();
        (await Queue.RenewAsync(late, TimeSpan.FromSeconds(10))).ShouldBeFalse();
        (await Queue.SettleAsync(next, Settlement.Delivered(Answer()))).ShouldBeTrue();
        (await Queue.SettleAsync(next, Settlement.Delivered(Answer()))).ShouldBeFalse();
    }

    [Fact]
    public async Task Settle_ToBeTriedAgain_WaitsAndCountsOnlyWhatIsCharged()
    {
        var draft = (await AcceptAsync(1))[0];
        var claim = (await Queue.ClaimAsync(Wish())).Single();
        await Queue.SettleAsync(claim, Settlement.Again(TimeSpan.FromSeconds(5), "the breaker is open", isCharged: false));

        (await Queue.ClaimAsync(Wish())).ShouldBeEmpty();
        (await Queue.ReadAsync()).Single().NextDue.ShouldBe(TimeSpan.FromSeconds(5));
        (await Queue.FindAsync(draft.Id))!.DueAt.ShouldBe(Time.GetUtcNow() + TimeSpan.FromSeconds(5));
        Time.Advance(TimeSpan.FromSeconds(5));
        claim = (await Queue.ClaimAsync(Wish(retried: 0))).Single();
        claim.Attempt.ShouldBe(1);
        await Queue.SettleAsync(claim, Settlement.Again(TimeSpan.Zero, "answered 503"));
        (await Queue.ClaimAsync(Wish())).Single().Attempt.ShouldBe(2);
        var found = (await Queue.FindAsync(draft.Id))!;
        found.History.Select(static entry => (entry.Number, entry.Note)).ShouldBe([(1, "the breaker is open"), (1, "answered 503")]);
    }

    [Fact]
    public async Task Settle_AsDelivered_KeepsTheAnswerForItsTime()
    {
        var draft = (await AcceptAsync(1))[0];
        await DeliverAsync();

        var found = (await Queue.FindAsync(draft.Id))!;
        (found.State, found.EndedAt, found.IsEnded).ShouldBe((OperationState.Delivered, Time.GetUtcNow(), true));
        found.Answer!.Status.ShouldBe(201);
        found.Answer.Headers.ShouldBe(Answer().Headers);
        found.Answer.Body.ToArray().ShouldBe("made"u8.ToArray());
        Time.Advance(AgeMax + Keep - TimeSpan.FromMilliseconds(1));
        await Queue.SweepAsync();
        (await Queue.FindAsync(draft.Id)).ShouldNotBeNull();
        Time.Advance(TimeSpan.FromMilliseconds(1));
        await Queue.SweepAsync();
        (await Queue.FindAsync(draft.Id)).ShouldBeNull();
        (await Queue.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Settle_AsFailed_IsListedAndTriedAgainByHand()
    {
        var drafts = await AcceptAsync(3);
        foreach (var claim in await Queue.ClaimAsync(Wish())) await Queue.SettleAsync(claim, new Settlement(OperationState.Failed, "answered 404") { Answer = Answer(404) });

        (await Queue.ListAsync("coupons", OperationState.Failed, null, 2)).Select(static one => one.Id).ShouldBe([drafts[0].Id, drafts[1].Id]);
        (await Queue.ListAsync("coupons", OperationState.Failed, drafts[1].Id, 2)).ShouldHaveSingleItem().Answer!.Status.ShouldBe(404);
        ((await Queue.ReadAsync()).Single() with { KeptBytes = 0 }).ShouldBe(new LaneReading("coupons", 0, 0, 3, TimeSpan.Zero, null));
        (await Queue.ReviveAsync("coupons", [drafts[1].Id, OperationId.Make(Time)])).ShouldBe(1);
        var again = (await Queue.ClaimAsync(Wish())).ShouldHaveSingleItem();
        (again.Id, again.Attempt, again.Token).ShouldBe((drafts[1].Id, 1, 2));
        (await Queue.ReviveAsync("coupons", null)).ShouldBe(2);
        await DeliverAsync();
        (await Queue.DropAsync("coupons", null)).ShouldBe(0);
    }

    [Fact]
    public async Task Drop_OfWhatFailed_LetsItAndItsKeyGo()
    {
        await Queue.AcceptAsync(Of(key: "k"));
        await Queue.SettleAsync((await Queue.ClaimAsync(Wish())).Single(), new Settlement(OperationState.Dead, "no attempts left"));

        (await Queue.DropAsync("other", null)).ShouldBe(0);
        (await Queue.DropAsync("coupons", null)).ShouldBe(1);
        (await Queue.AcceptAsync(Of(key: "k", body: "other"))).Kind.ShouldBe(AcceptanceKind.Accepted);
        (await Queue.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Order_OfSome_IsKeptThroughRetriesAndHoldsNobodyElse()
    {
        var first = await AcceptInOrderAsync("a");
        var second = await AcceptInOrderAsync("a");
        var third = await AcceptInOrderAsync("a");
        var other = await AcceptInOrderAsync("b");

        var claims = await Queue.ClaimAsync(Wish());
        claims.Select(static claim => claim.Id).ShouldBe([first, other]);
        (await Queue.FindAsync(second))!.State.ShouldBe(OperationState.Held);
        await Queue.SettleAsync(claims[1], Settlement.Delivered(Answer()));
        await Queue.SettleAsync(claims[0], Settlement.Again(TimeSpan.FromSeconds(1), "answered 503"));
        (await Queue.ClaimAsync(Wish())).ShouldBeEmpty();
        Time.Advance(TimeSpan.FromSeconds(1));
        await Queue.SettleAsync((await Queue.ClaimAsync(Wish())).ShouldHaveSingleItem(), Settlement.Delivered(Answer()));
        var next = (await Queue.ClaimAsync(Wish())).ShouldHaveSingleItem();
        next.Id.ShouldBe(second);
        await CrashAsync();
        next = (await Queue.ClaimAsync(Wish())).ShouldHaveSingleItem();
        next.Id.ShouldBe(second);
        await Queue.SettleAsync(next, new Settlement(OperationState.Dead, "no attempts left"));
        (await Queue.ClaimAsync(Wish())).ShouldHaveSingleItem().Id.ShouldBe(third);
    }

    [Fact]
    public async Task Delay_OfAnOperation_IsWaitedOut()
    {
        await Queue.AcceptAsync(Of() with { Delay = TimeSpan.FromMinutes(1) });

        (await Queue.ClaimAsync(Wish())).ShouldBeEmpty();
        Time.Advance(TimeSpan.FromMinutes(1));
        (await Queue.ClaimAsync(Wish())).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Age_BeyondTheMost_IsGivenUpByWhoeverComesFirst(bool bySweep)
    {
        var draft = (await AcceptAsync(1))[0];
        await Queue.SettleAsync((await Queue.ClaimAsync(Wish())).Single(), Settlement.Again(TimeSpan.FromDays(9), "answered 503"));
        Time.Advance(AgeMax);

        var told = new List<ExpiredOperation>();
        Queue.Listen(told.Add);
        if (bySweep) await Queue.SweepAsync();
        else (await Queue.ClaimAsync(Wish())).ShouldBeEmpty();

        told.ShouldBe([new ExpiredOperation(draft.Id, "coupons", "older than it may become")], "who waits for it is told");
        var found = (await Queue.FindAsync(draft.Id))!;
        found.State.ShouldBe(OperationState.Dead);
        found.History[^1].Note.ShouldBe("older than it may become");
    }

    [Fact]
    public async Task Crash_AtAnyTime_LosesNothingThatWasPromised()
    {
        var drafts = await AcceptAsync(3);
        var claims = await Queue.ClaimAsync(Wish(fresh: 2));
        await Queue.SettleAsync(claims[0], Settlement.Delivered(Answer()));

        await CrashAsync();

        (await Queue.FindAsync(drafts[0].Id))!.State.ShouldBe(OperationState.Delivered);
        var after = await Queue.ClaimAsync(Wish());
        after.Select(static claim => claim.Id).ShouldBe([drafts[2].Id, drafts[1].Id], "whoever held the lease is dead");
        (await Queue.SettleAsync(claims[1], Settlement.Delivered(Answer()))).ShouldBeFalse("its token is an old one");
        (await Queue.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Clock_ThatIsSet_MakesNothingDueOrOld()
    {
        await AcceptAsync(1);
        await Queue.SettleAsync((await Queue.ClaimAsync(Wish())).Single(), Settlement.Again(TimeSpan.FromMinutes(1), "answered 503"));

        Time.Set(TimeSpan.FromDays(2));
        await Queue.SweepAsync();
        (await Queue.ClaimAsync(Wish())).ShouldBeEmpty();
        Time.Set(TimeSpan.FromDays(-4));
        Time.Advance(TimeSpan.FromMinutes(1));
        (await Queue.ClaimAsync(Wish())).Count.ShouldBe(1);
        await CrashAsync();
        (await Queue.ClaimAsync(Wish())).Count.ShouldBe(1, "time does not go back where the machine's clock does");
    }

    [Fact]
    public async Task Spill_OfALongBody_IsPartOfThePromise()
    {
        var (body, draft) = (new byte[300_000], Of());
        new Random(1).NextBytes(body);
        var length = await Queue.SpillAsync(draft.Id, async file => await file.WriteAsync(body));
        await Queue.AcceptAsync(draft with { Body = default, SpilledBytes = length });
        await CrashAsync();

        var claim = (await Queue.ClaimAsync(Wish())).Single();
        claim.SpilledBytes.ShouldBe(body.Length);
        await using (var spilled = Queue.OpenSpilled(claim.Id)) (await ReadAsync(spilled)).ShouldBe(body);
        (await Queue.ReadAsync()).Single().Bytes.ShouldBeGreaterThan(body.Length);
        await Queue.SettleAsync(claim, Settlement.Delivered(Answer()));
        Should.Throw<QueueException>(() => Queue.OpenSpilled(claim.Id));
        (await Queue.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Spill_ThatBreaksOff_KeepsNothing()
    {
        var draft = Of();
        await Should.ThrowAsync<InvalidDataException>(() => Queue.SpillAsync(draft.Id, static _ => throw new InvalidDataException()));

        (await Should.ThrowAsync<QueueException>(() => Queue.AcceptAsync(draft with { SpilledBytes = 1 }))).Known.Id.ShouldBe("HF6037");
    }

    [Fact]
    public async Task Export_IntoAnotherQueue_DeliversThereWhatWasPromisedHere()
    {
        var spilled = Of(key: "long");
        await Queue.AcceptAsync(spilled with { Body = default, SpilledBytes = await Queue.SpillAsync(spilled.Id, async file => await file.WriteAsync(new byte[100_000])) });
        var dead = Of(key: "dead");
        await Queue.AcceptAsync(dead);
        var claims = await Queue.ClaimAsync(Wish());
        await Queue.SettleAsync(claims.Single(claim => claim.Id == dead.Id), new Settlement(OperationState.Dead, "no attempts left"));
        await AcceptAsync(250);
        using var lines = new MemoryStream();

        (await Queue.ExportAsync(lines)).ShouldBe(252);
        lines.Position = 0;
        (await Other.ImportAsync(lines)).ShouldBe(252);
        lines.Position = 0;
        (await Other.ImportAsync(lines)).ShouldBe(0, "what is there already stays as it is");

        var found = (await Other.FindAsync(dead.Id))!;
        (found.State, found.History[^1].Note).ShouldBe((OperationState.Dead, "no attempts left"));
        (await Other.AcceptAsync(Of(key: "long"))).Kind.ShouldBe(AcceptanceKind.Known);
        var there = await Other.ClaimAsync(Wish(fresh: 1_000));
        there.Count.ShouldBe(251);
        await using var body = Other.OpenSpilled(spilled.Id);
        (await ReadAsync(body)).Length.ShouldBe(100_000);
        (await Other.CheckAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_OfSomethingElse_SaysWhichLine()
    {
        using var lines = new MemoryStream("{}\n"u8.ToArray());

        var refused = await Should.ThrowAsync<QueueException>(() => Queue.ImportAsync(lines));

        refused.Known.Id.ShouldBe("HF6036");
        refused.Message.ShouldContain("Line 1");
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    private async Task<IReadOnlyList<OperationDraft>> AcceptAsync(int count)
    {
        var drafts = Enumerable.Range(0, count).Select(static _ => Of()).ToList();
        foreach (var one in await Task.WhenAll(drafts.Select(Queue.AcceptAsync))) one.Kind.ShouldBe(AcceptanceKind.Accepted);
        return drafts;
    }

    private async Task<OperationId> AcceptInOrderAsync(string order) => (await Queue.AcceptAsync(Of(order: order))).Id;

    private async Task DeliverAsync()
    {
        foreach (var claim in await Queue.ClaimAsync(Wish()))
            (await Queue.SettleAsync(claim, Settlement.Delivered(Answer()))).ShouldBeTrue();
    }
}
