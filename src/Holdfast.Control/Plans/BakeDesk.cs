using System.Globalization;
using Holdfast.Control.Access;
using Holdfast.Control.Store;
using Holdfast.Core;
using Holdfast.Core.Evidence;
using Holdfast.Core.Signals;
using Holdfast.Core.Staging;

namespace Holdfast.Control.Plans;

/// <summary>Watches a plan for a while after it went live for all requests, and takes it back when calls go worse than just before: for what cannot be tried by a share of them.</summary>
public sealed class BakeDesk : IAsyncDisposable
{
    private static readonly Order OfOurselves = new("holdfast", "the plan was watched, and taken back by itself");

    private readonly PlanDesk _desk;
    private readonly HoldfastRuntime _runtime;
    private readonly AuditDesk _audit;
    private readonly SignalLog _signals;
    private readonly TimeProvider _time;
    private Running? _running;
    private StageEnd? _last;
    private Task _ending = Task.CompletedTask;

    public BakeDesk(PlanDesk desk, HoldfastRuntime runtime, AuditDesk audit)
    {
        (_desk, _runtime, _audit, _signals, _time) = (desk, runtime, audit, runtime.Signals, runtime.Time);
        desk.Changed += live => End(number => live.Number == number ? null : $"revision {number} is no longer watched: revision {live.Number} went live", number => number < live.Number);
        runtime.Sampler.Listen(Look);
    }

    /// <summary>The plan that is watched now; null: none is.</summary>
    public StageState? State => Volatile.Read(ref _running)?.State;

    /// <summary>The newest that is not watched any more.</summary>
    public StageEnd? Last => Volatile.Read(ref _last);

    /// <summary>Publishes a plan, and watches it for a time.</summary>
    /// <inheritdoc cref="PlanDesk.PublishAsync" path="/exception"/>
    public async Task<PlanOutcome> PublishAsync(PlanText text, int? parent, TimeSpan bake, Order order, CancellationToken cancellation, string? judged = null)
    {
        var (before, plan) = (_desk.Live, _desk.Read(text));
        var (baked, hands) = (new BakedPlan(before.Plan, plan, StageDesk.Alpha, Past, Count), new OtherHands(_runtime));
        var outcome = await _desk.PublishAsync(text, parent, order, cancellation, judged);
        var now = _time.GetUtcNow();
        // Where it was made from no text there is no plan to go back to.
        if (!outcome.Changed || before.Text is null) return outcome;
        var running = new Running(baked, hands, outcome.Number, before, now, now + bake, _time.GetTimestamp() + (long)(bake.TotalSeconds * _time.TimestampFrequency));
        Volatile.Write(ref _running, running);
        // Whoever was quicker with the next one has not seen that this is watched.
        if (_desk.Live.Number != outcome.Number) Interlocked.CompareExchange(ref _running, null, running);
        return outcome with
        {
            Text = string.Create(CultureInfo.InvariantCulture, $"{outcome.Text}, and watched for {bake.TotalSeconds:0} s: it is taken back by itself when more calls fail, are refused or are slow than before"),
        };
    }

    /// <summary>Takes back the plan that is watched.</summary>
    /// <returns>Null: none is, or its end is in hand already.</returns>
    internal async Task<PlanOutcome?> TakeBackAsync(Order order)
    {
        if (Volatile.Read(ref _running) is not { } running || !running.TryFinish()) return null;
        var text = await TakeBackAsync(running, $"revision {running.Number} was taken back by {order.By}: {order.Why}", order);
        return new PlanOutcome(Changed: _desk.Live.Number != running.Number, _desk.Live.Number, text, []);
    }

    /// <summary>Another plan is tried beside it: what calls become says nothing of this one any more.</summary>
    internal void Overtaken(int by) => End(number => $"revision {number} is no longer watched: revision {by} is tried beside it", static _ => true);

    public async ValueTask DisposeAsync()
    {
        Volatile.Write(ref _running, null);
        await Volatile.Read(ref _ending);
    }

    /// <summary>Once a second, when the counts have been read.</summary>
    private void Look()
    {
        if (Volatile.Read(ref _running) is not { } running) return;
        if (running.Baked.Look(running.Hands.Look()) is { } worse)
        {
            if (running.TryFinish()) Volatile.Write(ref _ending, Task.Run(() => TakeBackAsync(running, $"revision {running.Number} was taken back by itself: {worse}", OfOurselves)));
        }
        else if (_time.GetTimestamp() >= running.EndsAt && running.TryFinish())
        {
            var (since, before) = (running.Baked.Since, running.Baked.Before);
            var part = running.Hands.IsPart ? "; what switches and degradation levels had a hand in meanwhile is not counted" : "";
            Tell(running, isLive: true, $"revision {running.Number} stays live: of {since.Calls} calls under it {since.Failed} failed, of {before.Calls} just before {before.Failed}{part}");
        }
    }

    /// <returns>What became of it.</returns>
    private async Task<string> TakeBackAsync(Running running, string text, Order order)
    {
        try
        {
            if (!await _desk.TakeBackAsync(running.Number, running.Before, order with { Why = text }, CancellationToken.None))
                text = $"revision {running.Number} is no longer watched: another went live just when it was to be taken back";
        }
        catch (Exception fault)
        {
            // Whatever it was: somebody has to look.
            text = $"{text}; but it could not be: {fault.Message}";
            await _audit.AppendAsync(new AuditDraft(order, "plan.take-back", $"revision {running.Number}", "live", "") { Outcome = "failed" }, CancellationToken.None);
        }

        Tell(running, isLive: false, text);
        return text;
    }

    /// <param name="stays">Whether it passed as far as is known: a way back over it says that it did not.</param>
    private void End(Func<int, string?> why, Func<int, bool> stays)
    {
        if (Volatile.Read(ref _running) is { } running && why(running.Number) is { } text && running.TryFinish()) Tell(running, stays(running.Number), text);
    }

    private void Tell(Running running, bool isLive, string text)
    {
        Volatile.Write(ref _last, new StageEnd(running.Number, _time.GetUtcNow(), isLive, text));
        Interlocked.CompareExchange(ref _running, null, running);
        _signals.Publish("plan", isLive ? "bake-passed" : "bake-ended", "", text);
    }

    private CallCounts? Count(string name) => _runtime.Plan is { } plan && plan.Interfaces.TryGetValue(name, out var target) ? target.State.Meter.Read() : null;

    private CallCounts? Past(string name) => _runtime.Plan is { } plan && plan.Interfaces.TryGetValue(name, out var target) ? _runtime.Sampler.Window(target.State).Counts : null;

    private sealed class Running(BakedPlan baked, OtherHands hands, int number, LivePlan before, DateTimeOffset since, DateTimeOffset until, long endsAt)
    {
        private bool _isFinished;

        public BakedPlan Baked => baked;

        public OtherHands Hands => hands;

        public int Number => number;

        /// <summary>What it goes back to.</summary>
        public LivePlan Before => before;

        public long EndsAt => endsAt;

        public StageState State => new(number, 1, since, until, baked.Since, baked.Before) { Before = before.Number };

        /// <summary>Whether nobody else has its end in hand: then the caller has.</summary>
        public bool TryFinish() => !Interlocked.Exchange(ref _isFinished, true);
    }
}
