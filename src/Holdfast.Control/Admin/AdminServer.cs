using System.Net;
using System.Net.Security;
using Holdfast.Control.Access;
using Holdfast.Control.Access.Oidc;
using Holdfast.Control.Admin.Describing;
using Holdfast.Control.History;
using Holdfast.Control.Plans;
using Holdfast.Control.Switches;
using Holdfast.Control.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
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

    /// <summary>Every route there is.</summary>
    internal IReadOnlyList<RouteEndpoint> Routes =>
        [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()];

    /// <param name="address">Of this machine alone, unless the settings say how others are asked who they are.</param>
    /// <param name="subject">The process it speaks of.</param>
    /// <param name="export">What <c>/metrics</c> answers from.</param>
    /// <param name="loggers">Its log.</param>
    /// <param name="pages">What people look at; null: there is the API alone.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="ArgumentException">Other machines reach the address, and would not be asked who they are.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<AdminServer> StartAsync(
        IPEndPoint address, IAdminSubject subject, TelemetryExport export, ILoggerFactory loggers, IAdminPages? pages = null,
        CancellationToken cancellation = default)
    {
        var settings = subject.Settings;
        if (!IPAddress.IsLoopback(address.Address) && settings.Missing.Count > 0)
            throw new ArgumentException($"{address} is not loopback, and without {string.Join(", ", settings.Missing)} nobody would be asked who they are.", nameof(address));

        // The empty builder reads no file and no variable: where this listens is said by the caller alone.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers).AddRoutingCore().AddOptions();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, address, settings.Certificate));
        var (log, links, provider) = (loggers.CreateLogger<AdminServer>(), new SignInLimit(subject.Runtime.Time), new SignInLimit(subject.Runtime.Time));
        if (settings.Oidc is { } oidc) OidcSetup.Add(builder.Services, oidc, new OidcSignIn(subject.Access, oidc, provider, log));
        var app = builder.Build();
        OidcSetup.StayBehind(app);
        app.Use(next => new AdminGate(Guard(next, log), subject.Access, settings.Host, log).InvokeAsync);
        var metrics = app.MapPrometheusScrapingEndpoint("/metrics", export.Meters, null, null);
        _ = subject.HasOpenMetrics ? metrics.IsOpen() : metrics.Needs(Role.Viewer);
        new AdminRoutes(subject).Map(app);
        new WhyRoutes(subject).Map(app);
        new CommandRoutes(subject).Map(app);
        new SwitchRoutes(subject).Map(app);
        new EffectiveRoutes(subject).Map(app);
        // One at a time, whichever way it is asked for.
        var dryRuns = new PlanDryRuns(subject.Runtime);
        new PlanRoutes(subject, dryRuns).Map(app);
        new ProposalRoutes(subject).Map(app);
        new ObservedRoutes(subject, dryRuns).Map(app);
        new HistoryRoutes(subject).Map(app);
        new TokenRoutes(subject.Access).Map(app);
        new SessionListRoutes(subject.Access).Map(app);
        new AuditRoutes(subject.Access).Map(app);
        new SessionRoutes(subject.Access, links, provider, settings.Oidc is not null).Map(app);
        OpenApiRoutes.Map(app);
        pages?.Map(app, subject);
        await app.StartAsync(cancellation);
        var server = new AdminServer(app);
        log.AdminOpened(string.Join(' ', server.Addresses));
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static void Configure(KestrelServerOptions kestrel, IPEndPoint address, AdminCertificate? certificate)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = ConnectionsMax;
        kestrel.Limits.MaxConcurrentUpgradedConnections = 0;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        kestrel.Listen(address, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null) listen.UseHttps(new TlsHandshakeCallbackOptions
            {
                // A selector would send the first certificate alone: whoever does not know those between would not believe it.
                OnConnection = _ => new(new SslServerAuthenticationOptions { ServerCertificateContext = certificate.Now() }),
            });
        });
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
