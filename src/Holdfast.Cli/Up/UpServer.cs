using System.Security.Cryptography;
using Holdfast.Cli.Data;
using Holdfast.Cli.Starting;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
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

    private UpServer(UpTelemetry telemetry, Supervisor supervisor, GatewayServer gateway, AdminServer admin, PlanWatcher? watcher)
    {
        _telemetry = telemetry;
        _supervisor = supervisor;
        _admin = admin;
        _watcher = watcher;
        Gateway = gateway;
    }

    public GatewayServer Gateway { get; }

    public Uri Admin => new(_admin.Addresses[0]);

    public IReadOnlyList<Uri> Traffic => [.. Gateway.Front.Addresses.Select(static endpoint => endpoint.Url)];

    /// <exception cref="StartException">A port, a certificate or a zone stands in the way; nothing is left running.</exception>
    public static async Task<UpServer> StartAsync(
        UpOptions options, UpPlan plan, DataFolder data, StopSignals stop, Screen screen, TimeProvider time)
    {
        UpRules.CheckZone(options.Zone, plan.Plan);
        var telemetry = UpTelemetry.Start(options, time);
        try
        {
            return await StartAsync(options, plan, data, stop, screen, time, telemetry);
        }
        catch
        {
            await telemetry.DisposeAsync();
            throw;
        }
    }

    private static async Task<UpServer> StartAsync(
        UpOptions options, UpPlan plan, DataFolder data, StopSignals stop, Screen screen, TimeProvider time, UpTelemetry telemetry)
    {
        SwitchKeeper? keeper = null;
        var settings = new GatewayOptions
        {
            Listen = options.Listen,
            Zone = options.Zone,
            AccessLog = telemetry.AccessLog,
            Own = [AdminListener.Parse(options.Admin)],
            BeforeTraffic = runtime => (keeper = new SwitchKeeper(new SwitchFile(data.Path), runtime)).Restore(),
            Seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))),
        };
        var gateway = await StartFaults.NamedAsync(GatewayServer.StartAsync(plan.Plan, plan.Digest, settings, time, telemetry.Loggers, stop.Stopping));
        try
        {
            var subject = new AdminSubject(gateway, keeper!);
            var admin = await AdminListener.StartAsync(AdminListener.Parse(options.Admin), subject, telemetry.Export, telemetry.Loggers, stop.Stopping);
            var supervisor = new Supervisor(time, Environment.GetEnvironmentVariable);
            var server = new UpServer(telemetry, supervisor, gateway, admin, Watch(plan, gateway, supervisor, screen, time));
            server.Begin(plan, data, stop);
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
        await Gateway.DisposeAsync();
        await _admin.DisposeAsync();
        _supervisor.Dispose();
        await _telemetry.DisposeAsync();
    }

    private void Begin(UpPlan plan, DataFolder data, StopSignals stop)
    {
        _telemetry.Follow(Gateway.Runtime.Signals);
        data.Announce(Admin, Traffic, plan.File is null ? null : Path.GetFullPath(plan.File.Path));
        if (_watcher is { } watcher)
        {
            stop.OnHangup(watcher.Ask);
            watcher.Start();
        }

        stop.OnHangup(_telemetry.Reopen);

        _supervisor.Ready($"serving revision {Gateway.Runtime.Plan!.Revision}");
    }

    private static PlanWatcher? Watch(
        UpPlan plan, GatewayServer gateway, Supervisor supervisor, Screen screen, TimeProvider time) =>
        plan is { File: { } file, Edition: { } edition }
            ? new PlanWatcher(
                file, edition, new GatewayTarget(gateway), new PlanChangeReport(gateway, supervisor, screen, time),
                gateway.Runtime.Signals, time)
            : null;
}
