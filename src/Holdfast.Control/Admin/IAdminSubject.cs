using Holdfast.Control.Access;
using Holdfast.Control.Access.Oidc;
using Holdfast.Control.History;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Switches;
using Holdfast.Core;

namespace Holdfast.Control.Admin;

/// <summary>The process that the admin listener speaks of.</summary>
public interface IAdminSubject
{
    HoldfastRuntime Runtime { get; }

    /// <summary>Whether <c>/metrics</c> is for whoever reaches the listener.</summary>
    bool HasOpenMetrics => false;

    /// <summary>How other machines are asked who they are, where they reach the address.</summary>
    AccessSettings Settings => AccessSettings.None;

    /// <summary>Who may ask.</summary>
    AccessDesk Access { get; }

    /// <summary>Whether new traffic should be sent here; false from the moment the process is asked to stop.</summary>
    bool IsReady { get; }

    /// <summary>What keeps switches beyond the end of the process; null: nothing does.</summary>
    SwitchKeeper? Keeper { get; }

    /// <summary>Where plans change hands; null: they do not, here.</summary>
    PlanDesk? Plans => null;

    /// <summary>Where plans are tried before they go live; null: nowhere.</summary>
    StageDesk? Stages => null;

    /// <summary>Where plans wait for a second owner; null: nowhere, and what needs one is refused.</summary>
    ProposalDesk? Proposals => null;

    /// <summary>Who looks after the store; null: there is none.</summary>
    StoreWatch? Store => null;

    /// <summary>What happened on the interfaces before now; null: nobody takes it down.</summary>
    HistoryBook? History => null;
}
