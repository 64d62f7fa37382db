using System.Net;
using Holdfast.Core;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Queue;

namespace Holdfast.Gateway;

/// <summary>What the process, not the plan, decides about a gateway.</summary>
public sealed record GatewayOptions
{
    /// <summary>Where traffic is taken when the plan names no listeners and the command line no address.</summary>
    public const string DefaultListen = "127.0.0.1:8080";

    /// <summary>Addresses from the command line; when there are any, the plan's listeners are not used.</summary>
    public IReadOnlyList<string> Listen { get; init; } = [];

    /// <summary>The zone this process runs in; empty: none.</summary>
    public string Zone { get; init; } = "";

    /// <summary>Null: no access log. Disposed by whoever made it, after the gateway.</summary>
    public Telemetry.AccessLog? AccessLog { get; init; }

    /// <summary>Where this process takes orders: no node may be there, and no name may lead traffic there.</summary>
    public IReadOnlyCollection<IPEndPoint> Own { get; init; } = [];

    /// <summary>Null: the system's.</summary>
    public INodeResolver? Resolver { get; init; }

    /// <summary>Called when the first plan is live and before the first call is taken; null: nothing is to be done then.</summary>
    public Action<HoldfastRuntime>? BeforeTraffic { get; init; }

    /// <summary>Null: of this process.</summary>
    public IProcessGauges? Process { get; init; }

    /// <summary>Where calls are accepted for later; disposed by whoever made it, after the gateway. Null: nowhere.</summary>
    public IDurableQueue? Queue { get; init; }

    /// <summary>What whoever keeps the first plan calls it; null: 1.</summary>
    public int? FirstRevision { get; init; }

    /// <summary>The one backend whose paths are observed; null: nothing is.</summary>
    public Uri? Observed { get; init; }

    /// <summary>Seed of every random choice.</summary>
    public required ulong Seed { get; init; }
}
