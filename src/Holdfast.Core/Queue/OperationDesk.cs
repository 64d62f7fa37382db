using System.Threading.Channels;

namespace Holdfast.Core.Queue;

/// <summary>Where operations are accepted and settled, so that whoever delivers, and whoever waits for one of them, hears of it at once.</summary>
public sealed class OperationDesk
{
    /// <summary>More do not wait: they are told how it stands, and ask again.</summary>
    public const int WaitsMax = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<OperationId, OperationWait> _waits = [];
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly TimeProvider _time;
    private int _waiting;

    public OperationDesk(IDurableQueue queue, TimeProvider time)
    {
        (Queue, _time) = (queue, time);
        queue.Listen(expired => Tell(expired.Id));
    }

    public IDurableQueue Queue { get; }

    public AskPlaces Asks { get; } = new();

    /// <summary>One is there while something has been accepted or given back that nobody has looked after.</summary>
    public ChannelReader<bool> Arrivals => _news.Reader;

    public async Task<Acceptance> AcceptAsync(OperationDraft draft)
    {
        var acceptance = await Queue.AcceptAsync(draft);
        if (acceptance.Kind == AcceptanceKind.Accepted) _news.Writer.TryWrite(true);
        return acceptance;
    }

    /// <inheritdoc cref="IDurableQueue.SettleAsync"/>
    public async Task<bool> SettleAsync(ClaimedOperation claim, Settlement settlement)
    {
        var isSettled = await Queue.SettleAsync(claim, settlement);
        if (settlement.State >= OperationState.Delivered) Tell(claim.Id);
        _news.Writer.TryWrite(true);
        return isSettled;
    }

    /// <summary>Waits until an operation is done with, or for so long.</summary>
    /// <returns>How it stands then; null: there is none.</returns>
    public async Task<OperationStatus?> WaitAsync(OperationId id, TimeSpan longest, CancellationToken cancellation)
    {
        var wait = longest > TimeSpan.Zero ? Join(id) : null;
        try
        {
            var found = await Queue.FindAsync(id);
            if (wait is null || found is null or { IsEnded: true }) return found;
            await wait.Ended.WaitAsync(longest, _time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return await Queue.FindAsync(id);
        }
        finally
        {
            if (wait is not null) Leave(id, wait);
        }
    }

    /// <returns>Null: too many wait.</returns>
    private OperationWait? Join(OperationId id)
    {
        lock (_gate)
        {
            if (_waiting >= WaitsMax) return null;
            _waiting++;
            if (!_waits.TryGetValue(id, out var wait)) _waits[id] = wait = new OperationWait();
            wait.Count++;
            return wait;
        }
    }

    private void Leave(OperationId id, OperationWait wait)
    {
        lock (_gate)
        {
            _waiting--;
            if (--wait.Count == 0) _waits.Remove(id);
        }
    }

    private void Tell(OperationId id)
    {
        lock (_gate)
            if (_waits.TryGetValue(id, out var wait)) wait.End();
    }
}
