using Holdfast.Control.Access;
using Holdfast.Control.Access.Oidc;
using Holdfast.Control.Admin;
using Holdfast.Control.History;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Switches;
using Holdfast.Core;
using Holdfast.Gateway;
using Holdfast.Gateway.Front.Drain;

namespace Holdfast.Cli.Up;

/// <summary>What the admin listener may know of this process.</summary>
internal sealed class AdminSubject(GatewayServer gateway, UpAccess access, SwitchKeeper keeper, PlanDesk plans, StageDesk stages, StoreWatch store, HistoryBook history) : IAdminSubject
{
    private volatile bool _isAnnounced;

    public HoldfastRuntime Runtime => gateway.Runtime;

    public AccessDesk Access => access.Desk;

    public AccessSettings Settings { get; init; } = AccessSettings.None;

    public bool HasOpenMetrics { get; init; }

    public SwitchKeeper Keeper => keeper;

    public PlanDesk? Plans => plans;

    public StageDesk? Stages => stages;

    public ProposalDesk? Proposals { get; init; }

    public StoreWatch? Store => store;

    public HistoryBook? History => history;

    public bool IsReady => _isAnnounced && gateway.Front.Phase == DrainPhase.Serving;

    /// <summary>Whoever waited for readiness finds the process and its token.</summary>
    public void Announced() => _isAnnounced = true;
}
