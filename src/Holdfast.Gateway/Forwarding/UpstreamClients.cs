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
internal sealed class UpstreamClients
{
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<UpstreamKey, UpstreamClient> _clients = new();

    /// <summary>Gives every service of the model its pool.</summary>
    /// <exception cref="UpstreamTlsException">A certificate file of a service cannot be used.</exception>
    public void Bind(PlanModel model)
    {
        var keys = new HashSet<UpstreamKey>();
        foreach (var service in model.Services.Values)
        {
            var key = UpstreamKey.Of(service.Plan);
            keys.Add(key);
            service.Host = _clients.GetOrAdd(key, Make);
        }

        foreach (var target in model.Interfaces.Values)
            target.Host = InterfaceRoute.Of((UpstreamClient)target.Service.Host!, target.Service.Plan.Protocol, Silence(target.Deadline));

        foreach (var key in _clients.Keys)
            if (!keys.Contains(key)) _clients.TryRemove(key, out _);
    }

    /// <summary>Before an answer begins it is the deadline that ends a wait; the forwarder knows one clock for both.</summary>
    private static TimeSpan Silence(Deadline deadline) => deadline.Idle > deadline.Total ? deadline.Idle : deadline.Total;

    private static UpstreamClient Make(UpstreamKey key)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            EnableMultipleHttp2Connections = true,
            ActivityHeadersPropagator = null,
            ConnectTimeout = key.ConnectTimeout,
            MaxConnectionsPerServer = key.ConnectionsMax ?? int.MaxValue,
            PooledConnectionIdleTimeout = IdleTimeout,
            // Bytes of a header pass through as they came; Latin-1 maps each to itself.
            RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        };
        new UpstreamTls(key.Tls).Apply(handler);
        return new UpstreamClient(key, new HttpMessageInvoker(handler));
    }
}
