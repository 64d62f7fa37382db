using Holdfast.Control.Plans;
using Holdfast.Core.Signals;
using Holdfast.Core.Telemetry;

namespace Holdfast.Control.Store;

/// <summary>Looks after the store, tells when it goes and comes back, and has what it missed put on record then.</summary>
public sealed class StoreWatch : IAsyncDisposable
{
    /// <summary>How often it is written to, to see whether it can be.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stop = new();
    private readonly PlanDesk _desk;
    private readonly SignalLog _signals;
    private readonly TimeProvider _time;
    private State _state;
    private Task _watching = Task.CompletedTask;

    public StoreWatch(PlanDesk desk, SignalLog signals, TimeProvider time)
    {
        (_desk, _signals, _time) = (desk, signals, time);
        _state = new State(IsThere: true, time.GetUtcNow(), "");
    }

    public StoreStatus Status
    {
        get
        {
            var (state, live) = (Volatile.Read(ref _state), _desk.Live);
            return new StoreStatus(state.IsThere, state.Since, state.Why, live.IsRecorded, live.Note);
        }
    }

    public void Start() => _watching = Task.Run(WatchAsync, CancellationToken.None);

    /// <summary>One look, and what follows from it.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var before = Volatile.Read(ref _state);
        try
        {
            await _desk.Store.CheckAsync(cancellation);
            if (!before.IsThere) Tell(new State(IsThere: true, _time.GetUtcNow(), ""), "store-back", "changes are put on record again");
            await _desk.CatchUpAsync(cancellation);
        }
        catch (StoreException fault)
        {
            var why = $"{fault.Known.Id}: {fault.Message}";
            if (before.IsThere) Tell(new State(IsThere: false, _time.GetUtcNow(), why), "store-away", $"{why} The live plan serves on; changes wait.");
            else Volatile.Write(ref _state, before with { Why = why });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private void Tell(State state, string signal, string text)
    {
        Volatile.Write(ref _state, state);
        _signals.Publish("store", signal, "", text);
    }

    private async Task WatchAsync()
    {
        using var timer = new PeriodicTimer(Every, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token)) await LookOnceAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The process ends.
        }
    }

    private async Task LookOnceAsync()
    {
        try
        {
            await LookAsync(_stop.Token);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A watch that is gone is worse than a look that failed: the next one is due shortly.
            _signals.Publish("store", "look-failed", "", fault.Message);
        }
    }

    private sealed record State(bool IsThere, DateTimeOffset Since, string Why);
}
