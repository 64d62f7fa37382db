namespace Holdfast.Core.Telemetry.Why;

/// <summary>One try of the call on a node.</summary>
/// <param name="AfterMs">From the arrival of the call until it began.</param>
/// <param name="TookMs">Until it ended, its answer's body included.</param>
/// <param name="Outcome"><c>success</c>, or how it failed: <c>connect</c>, <c>deadline</c>; <c>cancelled</c>: another answered first, or the caller went.</param>
/// <param name="Status">HTTP status; 0: there was no answer.</param>
/// <param name="IsHedge">Made beside another that was late.</param>
/// <param name="IsLate">Its answer took far longer than is normal.</param>
public sealed record WhyAttempt(
    int Number, string Service, string Version, string Node, double AfterMs, double TookMs, string Outcome, int Status, bool IsHedge, bool IsLate);
