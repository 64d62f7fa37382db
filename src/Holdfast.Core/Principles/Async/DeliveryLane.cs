using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>Delivers the operations of one interface, at the pace that the plan and the service allow. Others have lanes of their own.</summary>
internal sealed class DeliveryLane(string name, OperationDesk desk, IDeliveryHost host, AgentContext context)
{
    /// <summary>Nobody else gets them for so long; renewed while a delivery takes longer.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    /// <summary>Of the answers; what is longer is not kept.</summary>
    private const int AnswerBytesMax = 256 * 1024;

    /// <summary>What fails slowly would hold every place else, and keep what is new waiting behind it.</summary>
    private const double RetriedShare = 0.5;

    private static readonly TimeSpan SettleAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan SettleAgainMax = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<ClaimedOperation, Task> _sent = new(ReferenceEqualityComparer.Instance);
    private readonly AsyncState _state = AsyncModel.StateOf(context.Compile, name);
    private readonly QueueNews _news = QueueNews.Of(context.Compile);
    private DeliveryFlow? _flow;
    private DeliveryPace _pace;
    private int _turn;

    public IReadOnlyList<ClaimedOperation> Sent
    {
        get
        {
            lock (_gate) return [.. _sent.Keys];
        }
    }

    public IReadOnlyList<Task> Sending
    {
        get
        {
            lock (_gate) return [.. _sent.Values];
        }
    }

    /// <summary>Sends as many as may be on their way.</summary>
    /// <returns>False: none is due, or none may be.</returns>
    public async Task<bool> SendAsync(PlanModel plan, InterfaceModel target, long now)
    {
        var async = target.Plan.Sections.Get(AsyncPlan.Field) ?? AsyncPlan.Usual;
        var (room, places, retried) = Room(async, now);
        if (room <= 0) return false;
        var claims = await ClaimAsync(room, places, retried);
        lock (_gate)
        {
            _pace = _pace.Take(claims.Count);
            foreach (var claim in claims) _sent[claim] = Task.CompletedTask;
            _state.InFlight = _sent.Count;
        }

        foreach (var claim in claims)
        {
            var sending = Task.Run(() => DeliverAsync(claim, plan, target, async), CancellationToken.None);
            lock (_gate)
                if (_sent.ContainsKey(claim)) _sent[claim] = sending;
        }

        return claims.Count > 0;
    }

    private async Task<IReadOnlyList<ClaimedOperation>> ClaimAsync(int room, DeliveryPlaces places, int inFlight)
    {
        var first = places.RetriedFirst(room, inFlight, _turn++);
        var claims = await desk.Queue.ClaimAsync(new ClaimWish(name, room - first, first, Lease));
        var retried = claims.Count(static claim => claim.Attempt > 1);
        // Places that the one kind does not need are the other's, within its share.
        var isFreshShort = claims.Count - retried < room - first;
        var (left, leftRetried) = (room - claims.Count, places.RetriedRoom(room, inFlight) - retried);
        var wish = isFreshShort ? new ClaimWish(name, 0, Math.Min(left, leftRetried), Lease) : new ClaimWish(name, left, 0, Lease);
        if (wish.FreshMax + wish.RetriedMax <= 0) return claims;
        try
        {
            return [.. claims, .. await desk.Queue.ClaimAsync(wish)];
        }
        catch (QueueException fault)
        {
            // What is leased already would come to nobody else before its lease ran out.
            _news.Away(fault);
            return claims;
        }
    }

    /// <returns>How many more may be sent, how places are shared, and how many of those on their way were tried before.</returns>
    private (int Room, DeliveryPlaces Places, int Retried) Room(AsyncPlan plan, long now)
    {
        lock (_gate)
        {
            var flow = _flow ?? DeliveryFlow.Full(plan.Concurrency);
            // A plan that allows fewer is heeded at once, one that allows more by and by.
            _flow = flow = flow with { Limit = Math.Min(flow.Limit, plan.Concurrency) };
            _pace = _pace.Fill(now, plan.Pace);
            var places = new DeliveryPlaces(flow.Limit, RetriedShare);
            return (Math.Min(flow.Room(now, _sent.Count), _pace.Whole), places, _sent.Keys.Count(static claim => claim.Attempt > 1));
        }
    }

    private async Task DeliverAsync(ClaimedOperation claim, PlanModel plan, InterfaceModel target, AsyncPlan async)
    {
        try
        {
            await SettleAsync(claim, await AttemptAsync(claim, plan, target, async));
        }
        catch (QueueException fault)
        {
            // The queue was away for as long as the lease: it is delivered again, and the service knows it by its key.
            _news.Away(fault);
        }
        finally
        {
            lock (_gate)
            {
                _sent.Remove(claim);
                _state.InFlight = _sent.Count;
            }
        }
    }

    private async Task<Settlement> AttemptAsync(ClaimedOperation claim, PlanModel plan, InterfaceModel target, AsyncPlan async)
    {
        if (DeliveryMachine.Spent(claim.Attempt, async) is { } spent) return spent;
        try
        {
            var end = await SendAsync(claim, plan, target, async);
            var verdict = DeliveryMachine.Decide(end, claim.Attempt, async, context.Compile.Random.NextDouble());
            Follow(verdict, end, async);
            return verdict.Settlement;
        }
        catch (QueueException fault)
        {
            return DeliveryMachine.Unreadable(fault, async, context.Compile.Random.NextDouble());
        }
    }

    /// <exception cref="QueueException">Its body cannot be read.</exception>
    private async Task<DeliveryEnd> SendAsync(ClaimedOperation claim, PlanModel plan, InterfaceModel target, AsyncPlan async)
    {
        try
        {
            await using var delivery = host.Begin(claim, plan, DeliveryHeaders.Of(claim, async), AnswerBytesMax);
            var outcome = await CallPipeline.RunBehindAsync(delivery.Call, target, Position.Async);
            return DeliveryReader.Read(delivery.Call, outcome, delivery.Answer, context.Time.GetUtcNow());
        }
        catch (Exception fault) when (fault is not QueueException)
        {
            // A fault of ours: it counts, so that what brings it up does not come back for ever.
            return new DeliveryEnd(IsReached: true, null, TimeSpan.Zero, $"could not be sent: {fault.Message}");
        }
    }

    private void Follow(in DeliveryVerdict verdict, in DeliveryEnd end, AsyncPlan async)
    {
        var now = Milliseconds();
        lock (_gate)
        {
            var flow = _flow ?? DeliveryFlow.Full(async.Concurrency);
            if (verdict.IsHeldUp) _flow = flow.HeldUp(now, (long)verdict.For.TotalMilliseconds, context.Compile.Random.NextDouble());
            else if (end is { Answer.Status: < Outcome.FailureStatusMin }) _flow = flow.Went(async.Concurrency);
            if (_flow is not { } next || next.IsHeldUp == _state.IsHeldUp) return;
            _state.IsHeldUp = next.IsHeldUp;
            if (next.IsHeldUp) AsyncSignals.HeldUp(context.Signals, name, end.Note);
            else AsyncSignals.GoOn(context.Signals, name);
        }
    }

    private async Task SettleAsync(ClaimedOperation claim, Settlement settlement)
    {
        if (!await SettleAtLastAsync(claim, settlement)) return;
        _state.Count(settlement.State switch
        {
            OperationState.Delivered => AsyncTally.Delivered,
            OperationState.Failed => AsyncTally.Failed,
            OperationState.Dead => AsyncTally.Dead,
            _ => settlement.IsCharged ? AsyncTally.Again : AsyncTally.HeldUp,
        });
        if (settlement.State is OperationState.Failed or OperationState.Dead) AsyncSignals.Buried(context.Signals, name, claim.Id, settlement.Note);
    }

    /// <summary>What the service has done and nobody wrote down is done twice: it is tried for as long as the lease holds.</summary>
    /// <exception cref="QueueException">It could not be written down.</exception>
    private async Task<bool> SettleAtLastAsync(ClaimedOperation claim, Settlement settlement)
    {
        var began = context.Time.GetTimestamp();
        for (var pause = SettleAgain; ; pause = pause * 2 < SettleAgainMax ? pause * 2 : SettleAgainMax)
        {
            try
            {
                return await desk.SettleAsync(claim, settlement);
            }
            catch (QueueException fault) when (context.Time.GetElapsedTime(began) + pause < Lease)
            {
                _news.Away(fault);
                await Task.Delay(pause, context.Time, CancellationToken.None);
            }
        }
    }

    private long Milliseconds() => (long)context.Time.GetElapsedTime(0).TotalMilliseconds;
}
