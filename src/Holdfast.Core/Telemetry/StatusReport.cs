using Holdfast.Core.Signals;

namespace Holdfast.Core.Telemetry;

/// <summary>What is going on now: what <c>holdfast status</c> and <c>/api/status</c> show.</summary>
/// <param name="At">When it was made, by the process's own clock.</param>
/// <param name="IsReady">Whether new traffic should be sent here.</param>
/// <param name="UptimeSeconds">Since the process began.</param>
/// <param name="WindowSeconds">Length of the window that rates, ratios and quantiles are given over.</param>
/// <param name="Plan">The live revision; null before the first.</param>
/// <param name="RefusedPlan">The newest plan that was refused, unless a good one came after it.</param>
/// <param name="Unmatched">Requests a second that matched no interface.</param>
/// <param name="Interfaces">Those that fail most calls a second first.</param>
/// <param name="Services">By name.</param>
/// <param name="Signals">Newest first.</param>
public sealed record StatusReport(
    DateTimeOffset At,
    bool IsReady,
    double UptimeSeconds,
    int WindowSeconds,
    RevisionStatus? Plan,
    RefusedPlan? RefusedPlan,
    double Unmatched,
    IReadOnlyList<InterfaceStatus> Interfaces,
    IReadOnlyList<ServiceStatus> Services,
    IReadOnlyList<Signal> Signals)
{
    /// <summary>From here on an interface or a node is not only troubled but failing.</summary>
    public const double FailingRatio = 0.05;

    /// <summary>The plan that a share of the requests tries, in one line; null: none.</summary>
    public string? Stage { get; init; }

    /// <summary>The store of revisions; null where there is none.</summary>
    public StoreStatus? Store { get; init; }
}
