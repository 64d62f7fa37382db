using Holdfast.Core;
using Holdfast.Core.Discovery;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;
using Holdfast.Core.Queue;
using Holdfast.Core.Staging;
using Holdfast.Core.Telemetry;
using Holdfast.Gateway.Deliveries;
using Holdfast.Gateway.Forwarding;
using Holdfast.Gateway.Front;
using Holdfast.Gateway.Probing;
using Holdfast.Gateway.Process;
using Holdfast.Gateway.Resolving;
using Holdfast.Gateway.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Holdfast.Gateway;

/// <summary>A gateway at work: the front, the pipeline and the way out, under one plan that can be changed while traffic flows.</summary>
public sealed class GatewayServer : IAsyncDisposable
{
    /// <summary>Source of the spans of calls and attempts.</summary>
    public const string ActivitySourceName = CallSpan.SourceName;

    /// <summary>Meters of a gateway: of decisions, and of the standard HTTP metrics.</summary>
    public static IReadOnlyList<string> Meters { get; } = [DecisionMeter.Name, TrafficServer.MeterName];

    private readonly SemaphoreSlim _applying = new(1);
    private readonly GatewayOptions _options;
    private readonly ServiceProvider _services;
    private readonly IForwarder _forwarder;
    private readonly GatewayHandler _handler;
    private TrafficServer? _front;

    private GatewayServer(GatewayOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        _options = options;
        _services = new ServiceCollection().AddSingleton(loggers).AddLogging().AddHttpForwarder().BuildServiceProvider();
        _forwarder = new YarpForwarder(_services.GetRequiredService<IHttpForwarder>(), options.Own);
        Runtime = new HoldfastRuntime(
            Slices.All, new NodeProbe(options.Own), time, new SplitMixRandom(options.Seed), options.Zone, options.Resolver ?? new DnsResolver(options.Own),
            options.Process ?? new ProcessGauges(time), options.Queue is { } queue ? new OperationDesk(queue, time) : null, new DeliveryHost(_forwarder, options.Queue, time))
        {
            Refresher = RefreshAsync,
            Observed = options.Observed is { } backend ? new ObservedPaths(backend, time) : null,
        };
        _handler = new GatewayHandler(Runtime, _forwarder, new CallTelemetry(Runtime, options.AccessLog, loggers.CreateLogger<GatewayHandler>()));
    }

    public HoldfastRuntime Runtime { get; }

    public TrafficServer Front => _front ?? throw new InvalidOperationException("The gateway has not started.");

    /// <exception cref="Front.Listeners.ListenException">A listener cannot be opened.</exception>
    /// <exception cref="UpstreamTlsException">A certificate file of a service cannot be used.</exception>
    /// <exception cref="OwnNodeException">A node is where this process takes orders.</exception>
    public static async Task<GatewayServer> StartAsync(
        HoldfastPlan plan, string digest, GatewayOptions options, TimeProvider time, ILoggerFactory loggers,
        CancellationToken cancellation = default)
    {
        var gateway = new GatewayServer(options, time, loggers);
        try
        {
            await gateway.Runtime.LookUpAsync(plan, cancellation);
            var model = gateway.Prepare(plan, digest, options.FirstRevision);
            gateway.Publish(model);
            options.BeforeTraffic?.Invoke(gateway.Runtime);
            gateway._front = await TrafficServer.StartAsync(
                plan.Server, gateway.Listeners(plan), gateway._handler.HandleAsync, time, loggers, gateway.Tell, cancellation);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc cref="ApplyAsync(HoldfastPlan, string, int?, Func{CancellationToken, Task}?, CancellationToken)"/>
    public Task ApplyAsync(HoldfastPlan plan, string digest, CancellationToken cancellation = default) =>
        ApplyAsync(plan, digest, number: null, record: null, cancellation);

    /// <summary>Carries out another plan: wholly, or not at all.</summary>
    /// <param name="number">What whoever keeps it calls it; null: one more than the live one.</param>
    /// <param name="record">Puts it on record: called when nothing else can stand in the way any more. What it throws is thrown, and the plan before serves on.</param>
    /// <exception cref="Front.Listeners.ListenException">A listener cannot be opened; the plan before serves on.</exception>
    /// <exception cref="UpstreamTlsException">A certificate file of a service cannot be used; the plan before serves on.</exception>
    /// <exception cref="OwnNodeException">A node is where this process takes orders; the plan before serves on.</exception>
    public async Task ApplyAsync(
        HoldfastPlan plan, string digest, int? number, Func<CancellationToken, Task>? record, CancellationToken cancellation = default)
    {
        await _applying.WaitAsync(cancellation);
        try
        {
            await Runtime.LookUpAsync(plan, cancellation);
            var before = Runtime.Plan!.Plan;
            var model = Prepare(plan, digest, number);
            await Front.ApplyAsync(plan.Server, Listeners(plan), cancellation);
            if (record is not null) await RecordAsync(record, before, cancellation);
            Publish(model);
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>Has a share of the requests try another plan, which differs from the live one in its interfaces alone.</summary>
    /// <param name="record">Puts it on record: called when nothing else can stand in the way any more. What it throws is thrown, and nothing is staged.</param>
    public async Task<StagedPlan> StageAsync(
        HoldfastPlan plan, string digest, int number, StageScope scope, double share, double alpha, Func<CancellationToken, Task> record, CancellationToken cancellation)
    {
        await _applying.WaitAsync(cancellation);
        try
        {
            var staged = Runtime.PrepareStage(plan, digest, number, scope, share, alpha, new SplitMixRandom(_options.Seed ^ (ulong)number));
            _forwarder.BindInterfaces(staged.Model);
            await record(cancellation);
            Runtime.Stage(staged);
            return staged;
        }
        finally
        {
            _applying.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_front is not null) await _front.DisposeAsync();
        await Runtime.DisposeAsync();
        _forwarder.Dispose();
        await _services.DisposeAsync();
        _applying.Dispose();
    }

    /// <summary>Names of the live plan stand for other addresses.</summary>
    private async Task<bool> RefreshAsync()
    {
        await _applying.WaitAsync();
        try
        {
            if (Runtime.PrepareAgain() is not { } model) return false;
            _forwarder.Bind(model);
            if (!Runtime.PublishAgain(model)) return false;
            Runtime.RenewStage(_forwarder.BindInterfaces);
            _forwarder.Settle(model);
            return true;
        }
        catch (UpstreamTlsException)
        {
            // A certificate file is being changed: whoever follows the plan's files tells of it.
            return false;
        }
        finally
        {
            _applying.Release();
        }
    }

    private async Task RecordAsync(Func<CancellationToken, Task> record, HoldfastPlan before, CancellationToken cancellation)
    {
        try
        {
            await record(cancellation);
        }
        catch
        {
            await Front.ApplyAsync(before.Server, Listeners(before), CancellationToken.None);
            throw;
        }
    }

    private PlanModel Prepare(HoldfastPlan plan, string digest, int? number)
    {
        var model = Runtime.Prepare(plan, digest, number);
        OwnNodes.Check(model, _options.Own);
        _forwarder.Bind(model);
        return model;
    }

    private void Publish(PlanModel model)
    {
        _handler.Trust([.. model.Plan.Server.TrustedProxies.Select(System.Net.IPNetwork.Parse)]);
        Runtime.Publish(model);
        _forwarder.Settle(model);
    }

    private void Tell(FrontEvent happened) => Runtime.Signals.Publish("front", NameOf(happened.Kind), happened.Subject, happened.Reason);

    private static string NameOf(FrontEventKind kind) => kind switch
    {
        FrontEventKind.ListenerOpened => "listener-opened",
        FrontEventKind.ListenerClosed => "listener-closed",
        FrontEventKind.CertificateReloaded => "certificate-reloaded",
        FrontEventKind.CertificateRefused => "certificate-refused",
        FrontEventKind.ConnectionsRefused => "connections-refused",
        FrontEventKind.FloodsCut => "floods-cut",
        FrontEventKind.DrainBegan => "drain-began",
        FrontEventKind.DrainCutShort => "drain-cut-short",
        _ => "stopped",
    };

    private IReadOnlyList<ListenerPlan> Listeners(HoldfastPlan plan)
    {
        if (_options.Listen.Count == 0 && plan.Listeners.Count > 0) return [.. plan.Listeners.Values];
        IReadOnlyList<string> addresses = _options.Listen.Count > 0 ? _options.Listen : [GatewayOptions.DefaultListen];
        return [.. addresses.Select(static (address, index) =>
            new ListenerPlan { Name = $"listen-{index + 1}", Address = address, Versions = HttpVersions.Both })];
    }
}
