using Holdfast.Testing.Clients;
using Holdfast.Testing.Faults;

namespace Holdfast.Testing.Overload;

/// <summary>What became of one load.</summary>
/// <param name="Times">The load as a multiple of what can be answered.</param>
/// <param name="Seconds">How long calls were counted.</param>
public sealed record OverloadReport(OverloadLoad Load, double Times, double Seconds, IReadOnlyList<LoadedRequest> Critical, IReadOnlyList<LoadedRequest> Others)
{
    private IEnumerable<LoadedRequest> All => Critical.Concat(Others);

    /// <summary>Answers in time, a second.</summary>
    public double Goodput => All.Count(IsGood) / Seconds;

    public double CriticalAnswered => (double)Critical.Count(IsGood) / Critical.Count;

    /// <summary>Of the answers in time.</summary>
    public LatencySummary Answered => new([.. All.Where(IsGood)]);

    /// <summary>Of the calls that were refused, not timed out.</summary>
    public LatencySummary Refused => new([.. All.Where(static request => request.Status == 503)]);

    public int Unanswered => All.Count(request => !IsGood(request) && request.Status != 503);

    public int Sent => All.Count();

    public bool IsGood(LoadedRequest request) => request is { Status: 200, Error: null } && request.Latency <= Load.InTime;

    public override string ToString() =>
        $"{Times:0.#} times: {Sent} sent, {Goodput:0} of {Load.Capacity} in time a second, answered p99 {Answered.P99:0.0} ms, critical {CriticalAnswered:0.0000}, "
        + $"{Refused.Requests.Count} refused (p99 {Refused.P99:0.0} ms), {Unanswered} unanswered";
}
