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
/// <param name="own">Where this process takes orders: no name may lead a connection there.</param>
internal sealed class UpstreamClients(IReadOnlyCollection<IPEndPoint> own) : IDisposable
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(1);

    // A name that is looked up by its connections (resolve: none) is followed within this time, even where the old machine still answers. A busy
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
            Bind(service, UpstreamKey.Of(service.Plan, model));

        BindInterfaces(model);
    }

    /// <summary>Where every service has its pool.</summary>
    public static void BindInterfaces(PlanModel model)
    {
        foreach (var target in model.Interfaces.Values)
            Bind(target, model);
    }

    /// <summary>Lets go of the pools that the model, now live, does not use.</summary>
    public void Settle(PlanModel model)
    {
        var used = model.Services.Values.Select(static service => service.Host)
            .Concat(model.Versions.SelectMany(static version => version.Nodes).Select(static node => node.Host)).ToHashSet();
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

    /// <summary>
    /// Addresses of one name are nodes of their own, with one host in their requests: a pool by host would give a request
    /// for one the connection to another. So each has a pool of its own, and Host, TLS and metrics stay those of the name.
    /// </summary>
    private void Bind(ServiceModel service, UpstreamKey key)
    {
        var shared = _clients.GetOrAdd(key, key => Make(key, new UpstreamTls(key.Tls)));
        service.Host = shared;
        foreach (var node in service.Versions.Values.SelectMany(static version => version.Nodes))
            if (node.Pinned is { } address) node.Host = _clients.GetOrAdd(key with { Pinned = address }, key => Make(key, shared.Tls));
    }

    private static void Bind(InterfaceModel target, PlanModel model)
    {
        // Another version of a service is a model of its own, over the same connections.
        var client = (UpstreamClient)model.Services[target.Service.Name].Host!;
        target.Host = InterfaceRoute.Of(client, target.Service.Plan.Protocol, Silence(target.Deadline));
        foreach (var standIn in target.Otherwise?.StandIns ?? []) Bind(standIn, model);
    }

    private UpstreamClient Make(UpstreamKey key, UpstreamTls tls) =>
        new(key, Invoker(key, tls, key.ConnectionsMax), Invoker(key, tls, connectionsMax: null), tls);

    private HttpMessageInvoker Invoker(UpstreamKey key, UpstreamTls tls, int? connectionsMax)
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
        tls.Apply(handler, new UpstreamDial(key.Pinned, own, key.Exceptions));
        return new HttpMessageInvoker(handler);
    }
}
