using System.Collections.Concurrent;
using System.Net;
using Holdfast.Core.Plan;
using Holdfast.Gateway.Front;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Holdfast.Gateway.Tests.Front;

/// <summary>A front on real sockets, its call path and its log in the test's hands.</summary>
internal sealed class FrontHarness : IAsyncDisposable
{
    private readonly List<HttpMessageInvoker> _clients = [];

    public required TrafficServer Server { get; init; }

    public required RecordingLoggers Log { get; init; }

    public required ConcurrentQueue<FrontEvent> Events { get; init; }

    public static async Task<FrontHarness> StartAsync(
        RequestDelegate call, ServerPlan? plan = null, TimeProvider? time = null, params ListenerPlan[] listeners)
    {
        var log = new RecordingLoggers();
        var events = new ConcurrentQueue<FrontEvent>();
        var server = await TrafficServer.StartAsync(
            plan ?? FrontPlans.Server,
            listeners.Length == 0 ? [FrontPlans.Listener()] : listeners,
            call,
            time ?? TimeProvider.System,
            log,
            events.Enqueue);
        return new FrontHarness { Server = server, Log = log, Events = events };
    }

    public static Task AnswerOk(HttpContext context) => context.Response.WriteAsync(context.Request.Protocol);

    public Uri Url(string listener = "web") => Server.Addresses.First(address => address.Listener == listener).Url;

    public IPEndPoint Address(string listener = "web") => Server.Addresses.First(address => address.Listener == listener).Address;

    public HttpMessageInvoker Client(Action<SocketsHttpHandler>? configure = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        configure?.Invoke(handler);
        var client = new HttpMessageInvoker(handler);
        _clients.Add(client);
        return client;
    }

    public Task<RawClient> ConnectAsync(string listener = "web") =>
        RawClient.ConnectAsync(Url(listener), CancellationToken.None).Within("a connection");

    public async Task<HttpResponseMessage> GetAsync(HttpMessageInvoker client, Version? version = null, string listener = "web")
    {
        using var request = Get(Url(listener), version);
        return await client.SendAsync(request, CancellationToken.None).Within("an answer");
    }

    public static HttpRequestMessage Get(Uri url, Version? version = null) => new(HttpMethod.Get, url)
    {
        Version = version ?? HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
            client.Dispose();
        await Server.DisposeAsync();
        Log.Dispose();
    }
}
