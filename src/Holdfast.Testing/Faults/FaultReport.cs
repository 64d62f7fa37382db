using Holdfast.Testing.Clients;

namespace Holdfast.Testing.Faults;

/// <summary>What became of the load of one row of the fault matrix.</summary>
public sealed record FaultReport(Fault Fault, FaultTimes Times, OpenLoadResult Gets, OpenLoadResult Posts)
{
    /// <summary>Sent this long before the fault, a GET may still have been on its way when it began.</summary>
    private static readonly TimeSpan OnTheirWay = TimeSpan.FromMilliseconds(100);

    /// <summary>When the fault began.</summary>
    public required DateTimeOffset SickAt { get; init; }

    /// <summary>The same by the load's clock.</summary>
    public required TimeSpan SickSince { get; init; }

    /// <summary>When every node that was to suffer did; where they suffer in turn, when the last had.</summary>
    public required TimeSpan AllSickSince { get; init; }

    /// <summary>When it ended, and healing began.</summary>
    public required DateTimeOffset HealedAt { get; init; }

    public required TimeSpan HealedSince { get; init; }

    /// <summary>GETs before the fault, the warm-up left out.</summary>
    public LatencySummary Healthy => Summary(Times.WarmUp, SickSince - OnTheirWay);

    /// <summary>GETs from the fault to the end of the load: the whole of it with finding out and coming back.</summary>
    public LatencySummary Whole => Summary(SickSince - OnTheirWay, Gets.Elapsed);

    /// <summary>GETs that were due while the nodes were sick, and not just before they were healed.</summary>
    public LatencySummary Sick => new(WhileSick(Gets));

    /// <summary>Those of a load that were due while the nodes were sick, and not just before they were healed.</summary>
    public IReadOnlyList<LoadedRequest> WhileSick(OpenLoadResult load) =>
        [.. load.Requests.Where(request => request.Due >= AllSickSince && request.Due < HealedSince - OnTheirWay)];

    /// <summary>GETs from some time after the nodes were well again.</summary>
    public LatencySummary Recovered(TimeSpan sinceWell) => Summary(WellSince + sinceWell, Gets.Elapsed);

    /// <summary>GETs from some time after the fault began until it was healed.</summary>
    public LatencySummary After(TimeSpan sinceSick) => Summary(SickSince + sinceSick, HealedSince);

    /// <summary>When healing was done, by the load's clock.</summary>
    public required TimeSpan WellSince { get; init; }

    /// <summary>POSTs that reached a node more than once, or several nodes: each with the nodes it reached.</summary>
    public required IReadOnlyList<string> RepeatedPosts { get; init; }

    private LatencySummary Summary(TimeSpan from, TimeSpan to) =>
        new([.. Gets.Requests.Where(request => request.Due >= from && request.Due < to)]);
}
