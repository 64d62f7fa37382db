using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Holdfast.Gateway.Front.Lanes;

/// <summary>Hands the HTTP server its lanes where it would bind sockets.</summary>
internal sealed class LaneFactory : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult<IConnectionListener>((Lane)endpoint);

    public bool CanBind(EndPoint endpoint) => endpoint is Lane;
}
