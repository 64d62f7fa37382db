using Holdfast.Control.Admin;
using Holdfast.Core;
using Holdfast.Gateway;
using Holdfast.Gateway.Front.Drain;

namespace Holdfast.Cli.Up;

/// <summary>What the admin listener may know of this process.</summary>
internal sealed class AdminSubject(GatewayServer gateway) : IAdminSubject
{
    public HoldfastRuntime Runtime => gateway.Runtime;

    public bool IsReady => gateway.Front.Phase == DrainPhase.Serving;
}
