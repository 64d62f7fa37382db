using System.Security.Cryptography;
using Holdfast.Cli.Data;
using Holdfast.Cli.Draining;
using Holdfast.Cli.Starting;
using Holdfast.Control.Access;
using Holdfast.Control.Admin;
using Holdfast.Control.History;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Switches;
using Holdfast.Gateway;

namespace Holdfast.Cli.Up;

/// <summary>The gateway, the admin listener beside it, and the watch over the plan: everything of a process that serves.</summary>
internal sealed class UpServer : IAsyncDisposable
{
    private readonly UpTelemetry _telemetry;
    private readonly Supervisor _supervisor;
    private readonly AdminServer _admin;
    private readonly PlanWatcher? _watcher;
    private readonly UpStore _store;
    private readonly PlanDesk _desk;
    private readonly StageDesk _stages;
    private readonly StoreWatch _storeWatch;
    private readonly SwitchKeeper _keeper;
    private readonly UpAccess _access;
    private readonly HistoryKeeper _history;
    private readonly string? _host;

    private UpServer(
        UpTelemetry telemetry, Supervisor supervisor, GatewayServer gateway, AdminServer admin, PlanWatcher? watcher,
        UpStore store, PlanDesk desk, StageDesk stages, StoreWatch storeWatch, SwitchKeeper keeper, UpAccess access, HistoryKeeper history, string? host, UpPlan plan)
    {
        (_store, _desk, _stages, _storeWatch, _keeper, _access, _history, _host, Plan) = (store, desk, stages, storeWatch, keeper, access, history, host, plan);
        _telemetry = telemetry;
        _supervisor = supervisor;
        _admin = admin;
        _watcher = watcher;
        Gateway = gateway;
    }

    public GatewayServer Gateway { get; }

    /// <summary>What it began with.</summary>
    public UpPlan Plan { get; }

    /// <summary>By the name that other machines call it, where they do: its certificate is for that name.</summary>
    public Uri Admin => _host is { } host ? new UriBuilder(_admin.Addresses[0]) { Host = host }.Uri : new(_admin.Addresses[0]);

    /// <summary>Lets the browser in of whoever has started it.</summary>
    public LoginLink LoginLink() => _access.Desk.Link(new Identity(DrainArguments.By(Environment.GetEnvironmentVariable), Role.Admin, []));

    public IReadOnlyList<Uri> Traffic => [.. Gateway.Front.Addresses.Select(static endpoint => endpoint.Url)];

    /// <exception cref="StartException">A port, a certificate or a zone stands in the way; nothing is left running.</exception>
    public static async Task<UpServer> StartAsync(
        UpOptions options, UpPlan? named, DataFolder data, StopSignals stop, Screen screen, TimeProvider time)
    {
        var store = new UpStore(data, time);
        UpTelemetry? telemetry = null;
        try
        {
            var (plan, live) = await store.BeginAsync(named, stop.Stopping);
            UpRules.CheckZone(options.Zone, plan.Plan);
            telemetry = UpTelemetry.Start(options, time);
            return await StartAsync(options, plan, live, store, data, stop, screen, time, telemetry);
        }
        catch
        {
            if (telemetry is not null) await telemetry.DisposeAsync();
            await store.DisposeAsync();
            throw;
        }
    }

    private static async Task<UpServer> StartAsync(
        UpOptions options, UpPlan plan, LivePlan live, UpStore store, DataFolder data, StopSignals stop, Screen screen, TimeProvider time,
        UpTelemetry telemetry)
    {
        SwitchKeeper? keeper = null;
        var settings = new GatewayOptions
        {
            Listen = options.Listen,
            Zone = options.Zone,
            FirstRevision = live.Number,
            Observed = plan.Observed,
            Queue = store.Queue,
            AccessLog = telemetry.AccessLog,
            Own = AdminListener.Reached(AdminListener.Parse(options.Admin)),
            BeforeTraffic = runtime =>
            {
                // First: what cannot be set again is told.
                telemetry.Follow(runtime.Signals);
                (keeper = new SwitchKeeper(new SwitchFile(data.Path), runtime)).Restore();
                keeper.Follow();
            },
            Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
        };
        var gateway = await StartFaults.NamedAsync(GatewayServer.StartAsync(plan.Plan, plan.Digest, settings, time, telemetry.Loggers, stop.Stopping));
        try
        {
            var supervisor = new Supervisor(time, Environment.GetEnvironmentVariable);
            var report = new PlanChangeReport(gateway, supervisor, screen, time);
            var signals = gateway.Runtime.Signals;
            var target = new GatewayTarget(gateway);
            var desk = new PlanDesk(live, store.Store, target, report, store.Last, signals, time, PlanEnvironment.Get);
            var storeWatch = new StoreWatch(desk, signals, time);
            await storeWatch.BeginAsync(stop.Stopping);
            var access = new UpAccess(store.Store, signals, time);
            await access.Desk.StartAsync(stop.Stopping);
            var stages = new StageDesk(desk, target, access.Desk.Audit, signals, time) { Bakes = new BakeDesk(desk, gateway.Runtime, access.Desk.Audit) };
            var history = new HistoryBook(gateway.Runtime);
            var historyKeeper = new HistoryKeeper(history, new HistoryFile(data.Path), signals, time);
            var subject = new AdminSubject(gateway, access, keeper!, desk, stages, storeWatch, history) { HasOpenMetrics = options.OpenMetrics, Settings = options.Access, Proposals = new ProposalDesk(time, new ProposalNumbers(data.Path)) };
            var admin = await AdminListener.StartAsync(AdminListener.Parse(options.Admin), subject, telemetry.Export, telemetry.Loggers, stop.Stopping);
            var server = new UpServer(telemetry, supervisor, gateway, admin, Watch(plan, desk, report, signals, time), store, desk, stages, storeWatch, keeper!, access, historyKeeper, options.Access.Host, plan);
            server.Begin(plan, data, stop);
            subject.Announced();
            return server;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes out politely; the admin listener stays until the end, so that readiness says 'not ready'.</summary>
    public async Task<int> StopAsync(CancellationToken hurry)
    {
        _supervisor.Stopping("finishing calls in flight");
        if (_watcher is not null)
            await _watcher.DisposeAsync();
        await Gateway.Front.DrainAsync(hurry);
        return hurry.IsCancellationRequested ? ExitCode.CutShort : ExitCode.Fine;
    }

    public async ValueTask DisposeAsync()
    {
        if (_watcher is not null)
            await _watcher.DisposeAsync();
        await _stages.DisposeAsync();
        await _storeWatch.DisposeAsync();
        await Gateway.DisposeAsync();
        await _admin.DisposeAsync();
        await _access.DisposeAsync();
        await _history.DisposeAsync();
        _supervisor.Dispose();
        _desk.Dispose();
        _keeper.Dispose();
        await _store.DisposeAsync();
        await _telemetry.DisposeAsync();
    }

    private void Begin(UpPlan plan, DataFolder data, StopSignals stop)
    {
        _access.Announce(data, Admin, Environment.GetEnvironmentVariable);
        data.Announce(Admin, Traffic, plan.File is null ? null : Path.GetFullPath(plan.File.Path));
        if (_watcher is { } watcher)
        {
            stop.OnHangup(watcher.Ask);
            watcher.Start();
        }

        stop.OnHangup(_telemetry.Reopen);
        _storeWatch.Start();
        _supervisor.Ready($"serving revision {Gateway.Runtime.Plan!.Revision}");
    }

    private static PlanWatcher? Watch(UpPlan plan, PlanDesk desk, PlanChangeReport report, Core.Signals.SignalLog signals, TimeProvider time) =>
        plan is { File: { } file, Edition: { } edition }
            ? new PlanWatcher(file, edition, desk, report, signals, time)
            : null;
}
