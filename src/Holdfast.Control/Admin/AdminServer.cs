using System.Net;
using Holdfast.Control.History;
using Holdfast.Control.Switches;
using Holdfast.Control.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Holdfast.Control.Admin;

/// <summary>The listener apart from traffic: health, metrics, status, and the commands of operators.</summary>
public sealed class AdminServer : IAsyncDisposable
{
    /// <summary>A few scrapers, probes and people; more is a mistake or an attack, and must not cost traffic its memory.</summary>
    private const int ConnectionsMax = 100;

    private readonly WebApplication _app;

    private AdminServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, the port it was given included.</summary>
    public IReadOnlyList<string> Addresses => [.. _app.Urls];

    /// <param name="address">Of this machine alone: there is no identity to ask others for yet.</param>
    /// <param name="subject">The process it speaks of.</param>
    /// <param name="export">What <c>/metrics</c> answers from.</param>
    /// <param name="loggers">Its log.</param>
    /// <param name="pages">What people look at; null: there is the API alone.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="ArgumentException">Other machines reach the address.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<AdminServer> StartAsync(
        IPEndPoint address, IAdminSubject subject, TelemetryExport export, ILoggerFactory loggers, IAdminPages? pages = null,
        CancellationToken cancellation = default)
    {
        if (!IPAddress.IsLoopback(address.Address)) throw new ArgumentException($"{address} is not loopback.", nameof(address));

        // The empty builder reads no file and no variable: where this listens is said by the caller alone.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers).AddRoutingCore().AddOptions();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, address));
        var app = builder.Build();
        var log = loggers.CreateLogger<AdminServer>();
        app.Use(next => new AdminGate(Guard(next, log), log).InvokeAsync);
        app.UseOpenTelemetryPrometheusScrapingEndpoint(
            export.Meters, static context => context.Request.Path == "/metrics", null, null, null);
        new AdminRoutes(subject).Map(app);
        new WhyRoutes(subject).Map(app);
        new CommandRoutes(subject).Map(app);
        new SwitchRoutes(subject).Map(app);
        new EffectiveRoutes(subject).Map(app);
        new PlanRoutes(subject).Map(app);
        new HistoryRoutes(subject).Map(app);
        pages?.Map(app, subject);
        await app.StartAsync(cancellation);
        var server = new AdminServer(app);
        log.AdminOpened(string.Join(' ', server.Addresses));
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static void Configure(KestrelServerOptions kestrel, IPEndPoint address)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Listen(address, static listen => listen.Protocols = HttpProtocols.Http1);
    }

    private static RequestDelegate Guard(RequestDelegate next, ILogger log) => async context =>
    {
        try
        {
            await next(context);
        }
        catch (Exception fault) when (!context.RequestAborted.IsCancellationRequested)
        {
            log.AnswerFailed(fault);
            if (context.Response.HasStarted) context.Abort();
            else await AdminProblem.WriteAsync(context, StatusCodes.Status500InternalServerError, "The log says more (event 1302).");
        }
    };
}
