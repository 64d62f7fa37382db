using Holdfast.Control.Plans;
using Holdfast.Core.Signals;
using Holdfast.Core.Telemetry;

namespace Holdfast.Control.Store;

/// <summary>Looks after the store, tells when it goes and comes back, and has what it missed put on record then.</summary>
public sealed class StoreWatch : IAsyncDisposable
{
    /// <summary>How often it is looked at.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPatience = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stop = new();
    private readonly PlanDesk _desk;
    private readonly SignalLog _signals;
    private readonly TimeProvider _time;
    private readonly StoreTelemetry _telemetry;
    private State _state;
    private Task _first = Task.CompletedTask;
    private Task _watching = Task.CompletedTask;

    public StoreWatch(PlanDesk desk, SignalLog signals, TimeProvider time)
    {
        (_desk, _signals, _time) = (desk, signals, time);
        _state = new State(IsThere: true, time.GetUtcNow(), "", Look: null);
        _telemetry = new StoreTelemetry(() => Status, time);
    }

    public StoreStatus Status
    {
        get
        {
            var (state, live) = (Volatile.Read(ref _state), _desk.Live);
            return new StoreStatus(state.IsThere, state.Since, state.Why, live.IsRecorded, live.Note) { Bytes = state.Look?.Bytes, Written = state.Look?.Written };
        }
    }

    /// <summary>The first look. A process that starts does not wait long for a store that does not answer: traffic does not need it.</summary>
    public async Task BeginAsync(CancellationToken cancellation)
    {
        _first = LookOnceAsync();
        if (await Task.WhenAny(_first, Task.Delay(FirstPatience, _time, cancellation)) == _first || !Volatile.Read(ref _state).IsThere) return;
        Tell(new State(IsThere: false, _time.GetUtcNow(), "it has not answered yet.", Look: null), "store-away", "it has not answered yet. The live plan serves on; changes wait.");
    }

    public void Start() => _watching = Task.Run(WatchAsync, CancellationToken.None);

    /// <summary>One look, and what follows from it.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            var look = await _desk.Store.CheckAsync(cancellation);
            var before = Volatile.Read(ref _state);
            if (before.IsThere) Volatile.Write(ref _state, before with { Look = look });
            else Tell(new State(IsThere: true, _time.GetUtcNow(), "", look), "store-back", "changes are put on record again");
            await _desk.CatchUpAsync(cancellation);
        }
        catch (StoreException fault)
        {
            var (before, why) = (Volatile.Read(ref _state), $"{fault.Known.Id}: {fault.Message}");
            if (before.IsThere) Tell(new State(IsThere: false, _time.GetUtcNow(), why, before.Look), "store-away", $"{why} The live plan serves on; changes wait.");
            else Volatile.Write(ref _state, before with { Why = why });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        await _first;
        _stop.Dispose();
        _telemetry.Dispose();
    }

    private void Tell(State state, string signal, string text)
    {
        Volatile.Write(ref _state, state);
        _signals.Publish("store", signal, "", text);
    }

    private async Task WatchAsync()
    {
        await _first;
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
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The process ends.
        }
        catch (Exception fault)
        {
            // A watch that is gone is worse than a look that failed: the next one is due shortly.
            _signals.Publish("store", "look-failed", "", fault.Message);
        }
    }

    /// <param name="Look">What the last look found that could be taken; null: none could yet.</param>
    private sealed record State(bool IsThere, DateTimeOffset Since, string Why, StoreLook? Look);
}
