using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Queue;

namespace Holdfast.Core.Principles.Async;

/// <summary>Looks what is due, and has it delivered, lane by lane: none waits for another.</summary>
internal sealed class DeliveryAgent : IAgent
{
    /// <summary>What becomes due by time alone is found so late at the most; what is accepted is found at once.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);

    /// <summary>Deliveries on their way may take so long to end when the process stops; the others are made by the next one.</summary>
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, DeliveryLane> _lanes = new(StringComparer.Ordinal);
    private readonly AgentContext _context;
    private readonly OperationDesk? _desk;
    private readonly IDeliveryHost? _host;
    private readonly QueueNews _news;
    private PlanModel? _plan;
    private Task _working = Task.CompletedTask;
    private Task _arrival = Task.CompletedTask;
    private long _sweptAt;
    private long _renewedAt;

    public DeliveryAgent(AgentContext context)
    {
        (_context, _desk, _host) = (context, context.Compile.Operations, context.Deliveries);
        _news = QueueNews.Of(context.Compile);
        _sweptAt = _renewedAt = context.Time.GetTimestamp();
        _desk?.Queue.Listen(Expired);
    }

    public void Apply(PlanModel plan)
    {
        var isFirst = Interlocked.Exchange(ref _plan, plan) is null;
        if (isFirst && _desk is not null && _host is not null) _working = Task.Run(() => WorkAsync(_desk, _host), CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _working;
        var sending = Task.WhenAll(_lanes.Values.SelectMany(static lane => lane.Sending));
        await Task.WhenAny(sending, Task.Delay(StopWithin, _context.Time, CancellationToken.None));
        _stop.Dispose();
    }

    /// <summary>No delivery has ended it, so no lane has counted it.</summary>
    private void Expired(ExpiredOperation expired)
    {
        if (Volatile.Read(ref _plan) is { } plan && plan.Interfaces.ContainsKey(expired.Lane)) AsyncModel.StateOf(_context.Compile, expired.Lane).Count(AsyncTally.Dead);
        AsyncSignals.Buried(_context.Signals, expired.Lane, expired.Id, expired.Note);
    }

    private async Task WorkAsync(OperationDesk desk, IDeliveryHost host)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var isMore = IsNeeded(desk) && await LookAsync(desk, host);
                _news.Back();
                if (isMore) continue;
            }
            catch (QueueException fault)
            {
                _news.Away(fault);
            }
            catch (Exception fault)
            {
                // Who delivers no more breaks every promise: the next look is due shortly.
                _context.Signals.Publish(AsyncSignals.Slice, "look-failed", "", fault.Message);
            }

            await WaitAsync(desk);
        }
    }

    /// <summary>Until something has happened, or it is time to look.</summary>
    private async Task WaitAsync(OperationDesk desk)
    {
        // The one before is waited for further: each that is let go of would stay with the channel until something arrives.
        if (_arrival.IsCompleted) _arrival = desk.Arrivals.WaitToReadAsync(_stop.Token).AsTask();
        await _arrival.WaitAsync(LookEvery, _context.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        desk.Arrivals.TryRead(out _);
    }

    /// <summary>Nothing is made or opened where no plan asks for it and nothing is left of one that did.</summary>
    private bool IsNeeded(OperationDesk desk) =>
        desk.Queue.IsThere || Volatile.Read(ref _plan)!.Plan.Interfaces.Values.Any(static target => target.Sections.Get(AsyncPlan.Field) is not null);

    /// <returns>Whether there may be more to send now.</returns>
    private async Task<bool> LookAsync(OperationDesk desk, IDeliveryHost host)
    {
        await KeepUpAsync(desk);
        var (plan, isMore, now) = (Volatile.Read(ref _plan)!, false, (long)_context.Time.GetElapsedTime(0).TotalMilliseconds);
        foreach (var reading in await desk.Queue.ReadAsync())
        {
            // What no plan names any more waits until one does, or until it is too old.
            if (!plan.Interfaces.TryGetValue(reading.Lane, out var target)) continue;
            AsyncModel.StateOf(_context.Compile, reading.Lane).Reading = reading;
            if (reading.NextDue == TimeSpan.Zero) isMore |= await Lane(reading.Lane, desk, host).SendAsync(plan, target, now);
        }

        return isMore;
    }

    private async Task KeepUpAsync(OperationDesk desk)
    {
        // Before leases are taken back: while the queue was away none could be renewed, and what is on its way would be sent again.
        var now = _context.Time.GetTimestamp();
        if (_context.Time.GetElapsedTime(_renewedAt, now) >= DeliveryLane.Lease / 3)
        {
            foreach (var claim in _lanes.Values.SelectMany(static lane => lane.Sent).ToList()) await desk.Queue.RenewAsync(claim, DeliveryLane.Lease);
            _renewedAt = now;
        }

        if (_context.Time.GetElapsedTime(_sweptAt, now) < SweepEvery) return;
        _sweptAt = now;
        await desk.Queue.SweepAsync();
    }

    private DeliveryLane Lane(string name, OperationDesk desk, IDeliveryHost host)
    {
        if (!_lanes.TryGetValue(name, out var lane)) _lanes[name] = lane = new DeliveryLane(name, desk, host, _context);
        return lane;
    }
}
