using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Shop.Nodes;

/// <summary>One node that listens, in this process.</summary>
internal sealed class NodeHost : IAsyncDisposable
{
    /// <summary>What is in flight when a node stops has this long to finish.</summary>
    private static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private readonly WorkSlots _slots;

    private NodeHost(WebApplication app, WorkSlots slots)
    {
        _app = app;
        _slots = slots;
        Stopped = app.WaitForShutdownAsync(CancellationToken.None);
    }

    public Uri Address =>
        new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <summary>Ends when the node has stopped, whoever told it to.</summary>
    public Task Stopped { get; }

    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<NodeHost> StartAsync(NodeOptions options, TimeProvider time, CancellationToken cancellation)
    {
        var service = ShopServices.Create(options, time);
        var slots = new WorkSlots(options.Slots ?? service.Slots);
        var app = Build(options, service, slots, time);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch
        {
            await app.DisposeAsync();
            slots.Dispose();
            throw;
        }

        return new NodeHost(app, slots);
    }

    public void Stop() => _app.Lifetime.StopApplication();

    public async ValueTask DisposeAsync()
    {
        Stop();
        await Stopped;
        await _app.DisposeAsync();
        _slots.Dispose();
    }

    private static WebApplication Build(NodeOptions options, IShopService service, WorkSlots slots, TimeProvider time)
    {
        // The empty builder: no configuration files to watch and no console to log to, which halves the start.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = DrainMax);
        builder.Services.AddRoutingCore();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, service.Json);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, NodeJson.Default);
        });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
        });

        var app = builder.Build();
        app.Urls.Add(options.Url.GetLeftPart(UriPartial.Authority));
        var behaviours = new BehaviourSwitch(time);
        var stopping = app.Lifetime.ApplicationStopping;
        app.Use((context, next) =>
        {
            var headers = context.Response.Headers;
            headers[ShopHeaders.Node] = options.Name;
            headers[ShopHeaders.Version] = options.Version;
            headers[ShopHeaders.Zone] = options.Zone;
            return next(context);
        });
        app.Use(new WorkMiddleware(slots, behaviours, new Draws(options.Seed), time, stopping).InvokeAsync);
        new NodeEndpoints(behaviours, slots, app.Lifetime.StopApplication, stopping).Map(app);
        service.Map(app);
        return app;
    }
}
