using System.Globalization;
using Holdfast.Control.Access;
using Holdfast.Control.Store;
using Holdfast.Core.Plan.Words;
using Holdfast.Core.Signals;
using Holdfast.Core.Staging;

namespace Holdfast.Control.Plans;

/// <summary>The ordinary lane: a share of the requests tries a plan for a while; it goes live when nothing speaks against it, and is taken back by itself when it is worse.</summary>
/// <remarks>What is staged is on record as a revision that is not live. A process that ends meanwhile starts with what is live.</remarks>
public sealed class StageDesk : IAsyncDisposable
{
    /// <summary>In how many of all stages a plan that is no worse may be taken back.</summary>
    public const double Alpha = 0.01;

    private static readonly Order OfOurselves = new("holdfast", "the plan was tried, and ended by itself");

    private readonly PlanDesk _desk;
    private readonly IPlanTarget _target;
    private readonly AuditDesk _audit;
    private readonly SignalLog _signals;
    private readonly TimeProvider _time;
    private Running? _running;
    private StageEnd? _last;
    private Task _watching = Task.CompletedTask;

    public StageDesk(PlanDesk desk, IPlanTarget target, AuditDesk audit, SignalLog signals, TimeProvider time)
    {
        (_desk, _target, _audit, _signals, _time) = (desk, target, audit, signals, time);
        desk.Changed += live => Volatile.Read(ref _running)?.Overtaken(live.Number);
    }

    /// <summary>Where plans are watched that went live for all; null: nowhere.</summary>
    public BakeDesk? Bakes { get; init; }

    /// <summary>What is tried or watched, and what was.</summary>
    public StageReport Report
    {
        get
        {
            var running = Volatile.Read(ref _running);
            var last = Volatile.Read(ref _last);
            return new StageReport(running?.State ?? Bakes?.State, last is null || Bakes?.Last?.At > last.At ? Bakes?.Last ?? last : last);
        }
    }

    /// <summary>Has a share of the requests try a plan.</summary>
    /// <param name="parent">The revision it was made from.</param>
    /// <param name="judged">Digest of the live plan by which somebody has said that it may; null: nobody had to.</param>
    /// <exception cref="PlanRefusedException">It has errors.</exception>
    /// <exception cref="OutdatedParentException">Another revision is live by now.</exception>
    /// <exception cref="StoreException">It cannot be staged, or not be put on record, or another is. Nothing has changed.</exception>
    public Task<PlanOutcome> StageAsync(PlanText text, int? parent, StageWish wish, Order order, CancellationToken cancellation, string? judged = null)
    {
        var plan = _desk.Read(text, out var digest);
        return _desk.AloneAsync(async () =>
        {
            if (_running is { } other) throw new StoreException(StoreErrors.StageUnderWay, $"Revision {other.State.Number} is tried until {other.State.Until.UtcDateTime:HH:mm:ss}Z.");
            var number = await _desk.ExpectAsync(parent, judged, cancellation);
            var before = _desk.Live;
            var scope = StageScope.Of(before.Plan, plan);
            if (scope.WhyNot is { } why) throw new StoreException(StoreErrors.NotStageable, $"{why}.");
            var draft = new RevisionDraft(text, digest, parent, RevisionSource.Published, order);
            var staged = await _target.StageAsync(
                plan, digest, number, scope, wish.Share, Alpha,
                token => _desk.Store.Revisions.AddAsync(draft, $"{Percent(wish.Share)} of the requests for {wish.Bake}", token), cancellation);
            var next = new LivePlan(plan, digest, text, number, IsRecorded: true) { OfFile = before.OfFile };
            var running = new Running(staged, next, parent, order, _time.GetUtcNow(), _time.GetUtcNow() + wish.Bake);
            Volatile.Write(ref _running, running);
            Bakes?.Overtaken(number);
            // Not waited for: the one before may be on its way to this very desk.
            _watching = Task.WhenAll(_watching, Task.Run(() => WatchAsync(running, wish.Bake), CancellationToken.None));
            return new PlanOutcome(
                Changed: true, number, $"{Percent(wish.Share)} of the requests try revision {number} for {wish.Bake.TotalSeconds:0} s",
                [.. PlanDiff.Compare(before.Plan, plan).Select(static change => change.ToString())]);
        }, cancellation);
    }

    /// <summary>Takes back what is tried, or what went live and is watched.</summary>
    /// <returns>Null: nothing is.</returns>
    public async Task<PlanOutcome?> TakeBackAsync(Order order, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _running) is not { } running) return Bakes is { } bakes ? await bakes.TakeBackAsync(order) : null;
        var number = running.Next.Number;
        if (running.TryFinish())
        {
            // Whoever asked may be gone by then: it is done all the same, and put on record.
            await FinishAsync(running, $"revision {number} was taken back by {order.By}: {order.Why}", order, CancellationToken.None);
            return new PlanOutcome(Changed: true, _desk.Live.Number, $"revision {number} is taken back; revision {_desk.Live.Number} carries all requests", []);
        }

        // It is ending by itself just now. Where it went live, there is nothing here to take back: a rollback is what helps.
        return await _desk.AloneAsync(
            () => Task.FromResult(_desk.Live.Number == number ? null : new PlanOutcome(Changed: false, _desk.Live.Number, $"revision {number} had ended already", [])), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        Volatile.Read(ref _running)?.Stop();
        await _watching;
        if (Bakes is { } bakes) await bakes.DisposeAsync();
    }

    private async Task WatchAsync(Running running, TimeSpan bake)
    {
        using var stop = new CancellationTokenSource();
        var baked = Task.Delay(bake, _time, stop.Token);
        await Task.WhenAny(running.Staged.Worse, running.Ended, baked);
        var isBaked = baked.IsCompletedSuccessfully;
        await stop.CancelAsync();
        if (running.Staged.Worse.IsCompleted)
        {
            await EndAsync(running, $"revision {running.State.Number} was taken back by itself: {await running.Staged.Worse}", OfOurselves, CancellationToken.None);
            return;
        }

        if (!isBaked)
        {
            if (await running.Ended is { } why) await EndAsync(running, why, OfOurselves, CancellationToken.None);
            return;
        }

        await _desk.AloneAsync(() => PromoteAsync(running), CancellationToken.None);
    }

    private async Task<bool> PromoteAsync(Running running)
    {
        if (!running.TryFinish()) return false;
        var sides = running.State;
        try
        {
            await _desk.ChangeAsync(
                running.Next, token => _desk.Store.Revisions.ActivateAsync(running.Next.Number, running.Parent, running.Order, token, "plan.promote"), CancellationToken.None);
        }
        catch (Exception fault)
        {
            // Whatever it was: what nobody watches any more must not go on.
            var why = fault is StoreException known ? $"{known.Known.Id}: {fault.Message}" : fault.Message;
            await FinishAsync(running, $"revision {sides.Number} was taken back: {why}", OfOurselves, CancellationToken.None);
            return false;
        }

        Tell(running, isLive: true, $"revision {sides.Number} is live: of {sides.Staged.Calls} calls under it {sides.Staged.Failed} failed, of {sides.Rest.Calls} beside it {sides.Rest.Failed}");
        return true;
    }

    private Task EndAsync(Running running, string text, Order order, CancellationToken cancellation) =>
        running.TryFinish() ? FinishAsync(running, text, order, cancellation) : Task.CompletedTask;

    /// <summary>First the requests, then the record: a store that is away keeps no bad plan alive.</summary>
    private async Task FinishAsync(Running running, string text, Order order, CancellationToken cancellation)
    {
        _target.EndStage(running.Staged);
        running.Stop();
        Tell(running, isLive: false, text);
        if (await _audit.AppendAsync(new AuditDraft(order, "plan.take-back", $"revision {running.Next.Number}", "staged", text), cancellation) is { } wait)
            _signals.Publish("store", "plan-unrecorded", "", $"{text}; this is not on record before the store is back: {wait}");
    }

    private void Tell(Running running, bool isLive, string text)
    {
        // In this order: whoever sees that none is tried any more sees how it ended.
        Volatile.Write(ref _last, new StageEnd(running.Next.Number, _time.GetUtcNow(), isLive, text));
        Volatile.Write(ref _running, null);
        _signals.Publish("plan", isLive ? "stage-passed" : "stage-ended", "", text);
    }

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");

    private sealed class Running(StagedPlan staged, LivePlan next, int? parent, Order order, DateTimeOffset since, DateTimeOffset until)
    {
        private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private bool _isFinished;

        public StagedPlan Staged => staged;

        public LivePlan Next => next;

        public int? Parent => parent;

        public Order Order => order;

        /// <summary>With the reason, where there is one to tell.</summary>
        public Task<string?> Ended => _ended.Task;

        public StageState State => new(next.Number, staged.Share, since, until, staged.Judge.Staged, staged.Judge.Rest);

        /// <summary>Whether nobody else has its end in hand: then the caller has.</summary>
        public bool TryFinish() => !Interlocked.Exchange(ref _isFinished, true);

        public void Overtaken(int by) => _ended.TrySetResult($"revision {next.Number} was taken back: revision {by} went live meanwhile");

        public void Stop() => _ended.TrySetResult(null);
    }
}
