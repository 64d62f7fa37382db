using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Gateway.Forwarding;

/// <summary>Makes the connection pools of services, and keeps those that a new revision can go on with.</summary>
/// <remarks>
/// A pool that no revision uses any more is let go, not disposed: calls of an older revision may still be using it.
/// Its idle connections close after <see cref="IdleTimeout"/>.
/// </remarks>
internal sealed class UpstreamClients : IDisposable
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(1);

    // A name that moves to another machine is followed within this time, even where the old one still answers. A busy
    // connection is one handshake in two minutes the dearer; streams on their way end on the connection they began on.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    // A peer that is gone without a word (power, network) is noticed in 20 s rather than when TCP gives up, after 15 min.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<UpstreamKey, UpstreamClient> _clients = new();

    /// <summary>Gives every service of the model its pool. Takes none away: the model may never go live.</summary>
    /// <exception cref="UpstreamTlsException">A certificate file of a service cannot be used.</exception>
    public void Bind(PlanModel model)
    {
        foreach (var service in model.Services.Values)
            service.Host = _clients.GetOrAdd(UpstreamKey.Of(service.Plan, model), Make);

        foreach (var target in model.Interfaces.Values)
            target.Host = InterfaceRoute.Of((UpstreamClient)target.Service.Host!, target.Service.Plan.Protocol, Silence(target.Deadline));
    }

    /// <summary>Lets go of the pools that the model, now live, does not use.</summary>
    public void Settle(PlanModel model)
    {
        var used = model.Services.Values.Select(static service => service.Host).ToHashSet();
        foreach (var (key, client) in _clients)
            if (!used.Contains(client)) _clients.TryRemove(key, out _);
    }

    /// <summary>Closes every connection: for when no call is on its way any more.</summary>
    public void Dispose()
    {
        foreach (var client in _clients.Values) client.Dispose();
    }

    /// <summary>Before an answer begins it is the deadline that ends a wait; the forwarder knows one clock for both.</summary>
    private static TimeSpan Silence(Deadline deadline) => deadline.Idle > deadline.Total ? deadline.Idle : deadline.Total;

    private static UpstreamClient Make(UpstreamKey key)
    {
        var tls = new UpstreamTls(key.Tls);
        return new UpstreamClient(key, Invoker(key, tls, key.ConnectionsMax), Invoker(key, tls, connectionsMax: null));
    }

    private static HttpMessageInvoker Invoker(UpstreamKey key, UpstreamTls tls, int? connectionsMax)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,
            ConnectTimeout = key.ConnectWithin,
            MaxConnectionsPerServer = connectionsMax ?? int.MaxValue,
            PooledConnectionIdleTimeout = IdleTimeout,
            PooledConnectionLifetime = Lifetime,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingTimeout = PingTimeout,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            // Bytes of a header pass through as they came; Latin-1 maps each to itself.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        };
        tls.Apply(handler);
        return new HttpMessageInvoker(handler);
    }
}
