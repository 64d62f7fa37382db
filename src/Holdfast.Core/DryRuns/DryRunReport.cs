namespace Holdfast.Core.DryRuns;

/// <summary>What a plan would have done to the last calls.</summary>
/// <param name="Calls">That were asked once more.</param>
/// <param name="Seconds">From the first of them to the last.</param>
/// <param name="Refused">By the limits of the plan.</param>
/// <param name="RefusedByLive">By those of the live plan, asked in the same way: from buckets that are full, and windows that are empty.</param>
/// <param name="Rules">Those that refused any, under either plan; where more are refused than now first.</param>
/// <param name="NotJudged">Calls of which was not kept what a rule of the plan counts by. They passed it.</param>
/// <param name="WithoutInterface">Calls of interfaces that the plan does not have.</param>
public sealed record DryRunReport(
    int Calls, double Seconds, int Refused, int RefusedByLive, IReadOnlyList<DryRunLine> Rules, int NotJudged, int WithoutInterface);
