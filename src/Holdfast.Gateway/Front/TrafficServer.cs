using Holdfast.Core.Plan;
using Holdfast.Gateway.Front.Drain;
using Holdfast.Gateway.Front.Floods;
using Holdfast.Gateway.Front.Lanes;
using Holdfast.Gateway.Front.Listeners;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Holdfast.Gateway.Front;

/// <summary>
/// Everything between the sockets and the call path: listeners that come and go, TLS, limits, drain.
/// docs/decisions/front-on-bare-kestrel.md says why it is built as it is.
/// </summary>
public sealed class TrafficServer : IAsyncDisposable
{
    /// <summary>Meter of the standard <c>http.server.*</c> metrics.</summary>
    public const string MeterName = "Holdfast.Http";

    /// <summary>Aborted calls end on their own; this bounds the wait for those that do not look.</summary>
    private static readonly TimeSpan CutWithin = TimeSpan.FromSeconds(5);

    private readonly FrontState _state = new();
    private readonly ConnectionRegistry _registry = new();
    private readonly SemaphoreSlim _changing = new(1);
    private readonly ILogger _log;
    private readonly Action<FrontEvent> _tell;
    private readonly TimeProvider _time;
    private readonly HttpServerMetrics _metrics;
    private readonly LaneServer _lanes;
    private readonly ListenerSet _listeners;
    private readonly FrontWatch _watch;
    private readonly ITimer _looking;
    private readonly DrainDriver _drain;
    private readonly Lock _stop = new();
    private readonly int _descriptors = DescriptorLimit.ConnectionsMax() ?? int.MaxValue;
    private volatile ServerPlan _plan;
    private CancellationTokenSource? _hurry;
    private Task? _drained;
    private Task? _released;

    private TrafficServer(ServerPlan plan, TimeProvider time, ILoggerFactory loggers, Action<FrontEvent>? tell)
    {
        _plan = plan;
        _time = time;
        _log = loggers.CreateLogger<TrafficServer>();
        _tell = tell ?? (static _ => { });
        _metrics = new HttpServerMetrics(time);
        _lanes = new LaneServer(plan, _registry, new FloodGuard(time, () => _watch?.ConnectionFlooded()), loggers);
        _metrics.Watch(_lanes.Listening.Waiting);
        var intake = new ConnectionIntake(_registry, _lanes, () => _plan, _descriptors, time, () => _watch?.ConnectionRefused());
        _listeners = new ListenerSet(_lanes.Sockets, intake.TakeAsync, _log);
        _watch = new FrontWatch(_listeners, _registry, () => Math.Min(_plan.ConnectionsMax, _descriptors), _metrics, time, _log, _tell);
        _looking = time.CreateTimer(static watch => _ = ((FrontWatch)watch!).LookAsync(), _watch, FrontWatch.Every, FrontWatch.Every);
        _drain = new DrainDriver(() => _plan, time, _registry.WhenEmpty, PerformAsync);
    }

    /// <summary>Where traffic is taken now.</summary>
    public IReadOnlyList<ListenerEndpoint> Addresses =>
        [.. _listeners.Open.SelectMany(static listener => listener.Endpoints)];

    /// <summary>Open client connections.</summary>
    public int Connections => _registry.Count;

    /// <summary>Calls in flight.</summary>
    public int Calls => _registry.Calls;

    /// <summary>Ready for traffic while <see cref="DrainPhase.Serving"/>.</summary>
    public DrainPhase Phase => _drain.Phase;

    /// <exception cref="ListenException">A listener cannot be opened; nothing is left open.</exception>
    public static async Task<TrafficServer> StartAsync(
        ServerPlan plan,
        IReadOnlyList<ListenerPlan> listeners,
        RequestDelegate call,
        TimeProvider time,
        ILoggerFactory loggers,
        Action<FrontEvent>? tell = null,
        CancellationToken cancellationToken = default)
    {
        var server = new TrafficServer(plan, time, loggers, tell);
        try
        {
            var application = new TrafficApplication(call, server._state, server._metrics, () => server._plan, time);
            await server._lanes.StartAsync(application, cancellationToken).ConfigureAwait(false);
            await server.ApplyAsync(plan, listeners, cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Carries out another plan while traffic flows. Listeners that did not change are not touched; connections of a
    /// removed one finish what they have under way, within the drain's time.
    /// </summary>
    /// <exception cref="ListenException">A listener cannot be opened; everything is as it was.</exception>
    public async Task ApplyAsync(
        ServerPlan plan, IReadOnlyList<ListenerPlan> listeners, CancellationToken cancellationToken = default)
    {
        await _changing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Phase >= DrainPhase.Finishing)
                return;
            var change = await _listeners.ApplyAsync(listeners, cancellationToken).ConfigureAwait(false);
            _plan = plan;
            _lanes.Apply(plan);
            if (_descriptors < plan.ConnectionsMax)
                _log.DescriptorsFew(_descriptors, plan.ConnectionsMax);
            Announce(change);
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>
    /// Goes out politely: not ready, <c>drain-delay</c>, listeners closed, calls in flight finish within <c>drain</c>,
    /// the rest is aborted. Asked again, it returns the same way out.
    /// </summary>
    /// <param name="hurry">Cancelled: everything ends at once.</param>
    public async Task DrainAsync(CancellationToken hurry = default)
    {
        Task drained;
        lock (_stop)
        {
            _hurry ??= new CancellationTokenSource();
            _drained ??= Task.Run(() => GoOutAsync(_hurry.Token), CancellationToken.None);
            drained = _drained;
        }

        await using var _ = hurry.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _hurry)
            .ConfigureAwait(false);
        await drained.ConfigureAwait(false);
    }

    /// <summary>Ends at once what <see cref="DrainAsync"/> has not ended.</summary>
    public async Task StopAsync()
    {
        await DrainAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        await _looking.DisposeAsync().ConfigureAwait(false);
        await _lanes.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
    }

    /// <summary>Asked again, it waits for the same end.</summary>
    public async ValueTask DisposeAsync()
    {
        Task released;
        lock (_stop)
            released = _released ??= Task.Run(ReleaseAsync, CancellationToken.None);
        await released.ConfigureAwait(false);
    }

    private async Task ReleaseAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await _listeners.DisposeAsync().ConfigureAwait(false);
        _lanes.Dispose();
        _metrics.Dispose();
        _changing.Dispose();
        _hurry?.Dispose();
    }

    private async Task GoOutAsync(CancellationToken hurry)
    {
        await _drain.RunAsync(hurry).ConfigureAwait(false);
        _log.Stopped();
        _tell(new FrontEvent(FrontEventKind.Stopped, "", ""));
    }

    private void Announce(ListenerChange change)
    {
        foreach (var endpoint in change.Added.SelectMany(static listener => listener.Endpoints))
        {
            _log.ListenerOpened(endpoint.Listener, endpoint.Address);
            _tell(new FrontEvent(FrontEventKind.ListenerOpened, endpoint.Listener, endpoint.Url.ToString()));
        }

        foreach (var listener in change.Removed)
        {
            _log.ListenerClosed(listener.Names[0], listener.Address.Text);
            _tell(new FrontEvent(FrontEventKind.ListenerClosed, listener.Names[0], listener.Address.Text));
            foreach (var connection in _registry.Open.Where(connection => connection.Listener == listener))
            {
                connection.MustEndBy(_time.TimestampIn(_plan.Drain));
                connection.Retire(_watch.YoungSince());
            }
        }
    }

    private async Task PerformAsync(DrainEffects effects)
    {
        if (effects.HasFlag(DrainEffects.Announce))
        {
            _state.BeginDraining();
            _log.DrainBegan(Calls, Connections);
            _tell(new FrontEvent(FrontEventKind.DrainBegan, "", ""));
            foreach (var connection in _registry.Open.Where(static connection => connection.Calls > 0 || connection.IsMultiplexed))
                connection.CloseWhenDone();
        }

        if (effects.HasFlag(DrainEffects.CloseListeners))
        {
            await CloseListenersAsync().ConfigureAwait(false);
            foreach (var connection in _registry.Open)
                connection.Retire(_watch.YoungSince());
        }

        if (effects.HasFlag(DrainEffects.Cut) && Connections > 0)
            await CutAsync().ConfigureAwait(false);
    }

    private async Task CloseListenersAsync()
    {
        await _changing.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        try
        {
            await _listeners.CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            _changing.Release();
        }
    }

    private async Task CutAsync()
    {
        _log.DrainCutShort(Calls, Connections);
        _tell(new FrontEvent(FrontEventKind.DrainCutShort, "", $"{Calls} calls on {Connections} connections"));
        foreach (var connection in _registry.Open)
            connection.Abort("The server is stopping.");
        await _registry.WhenEmpty().WaitAsync(CutWithin, _time, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
