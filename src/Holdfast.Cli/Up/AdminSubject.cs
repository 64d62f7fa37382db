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
internal sealed class AdminSubject(GatewayServer gateway, SwitchKeeper keeper, PlanDesk plans, StageDesk stages, StoreWatch store, HistoryBook history) : IAdminSubject
{
    public HoldfastRuntime Runtime => gateway.Runtime;

    public SwitchKeeper Keeper => keeper;

    public PlanDesk? Plans => plans;

    public StageDesk? Stages => stages;

    public StoreWatch? Store => store;

    public HistoryBook? History => history;

    public bool IsReady => gateway.Front.Phase == DrainPhase.Serving;
}
