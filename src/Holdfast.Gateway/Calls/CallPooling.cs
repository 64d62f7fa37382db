using Holdfast.Gateway.Forwarding;
using Microsoft.Extensions.ObjectPool;

namespace Holdfast.Gateway.Calls;

/// <summary>Makes calls for the pool.</summary>
internal sealed class CallPooling(IForwarder forwarder, TimeProvider time) : PooledObjectPolicy<GatewayCall>
{
    public override GatewayCall Create() => new(forwarder, time);

    public override bool Return(GatewayCall obj) => true;
}
