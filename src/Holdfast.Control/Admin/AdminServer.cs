using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Holdfast.Control.Admin;

/// <summary>The listener apart from traffic: health, metrics, status. Nothing here changes anything.</summary>
public sealed class AdminServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AdminServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, the port it was given included.</summary>
    public IReadOnlyList<string> Addresses => [.. _app.Urls];

    public static async Task<AdminServer> StartAsync(
        IPEndPoint address, IAdminSubject subject, ILoggerFactory loggers, CancellationToken cancellation = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddSingleton(loggers);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address));
        builder.WebHost.UseSetting(WebHostDefaults.PreventHostingStartupKey, "true");
        var app = builder.Build();
        app.MapGet("/healthz/live", static () => Results.Text("live\n"));
        app.MapGet("/healthz/ready", () => subject.IsReady ? Results.Text("ready\n") : Results.Text("not ready\n", statusCode: 503));
        app.MapGet("/healthz/startup", () => subject.Runtime.Plan is null ? Results.Text("starting\n", statusCode: 503) : Results.Text("started\n"));
        await app.StartAsync(cancellation);
        return new AdminServer(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
