using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>Every breaker, and every version without one: where it stands, since when, on which numbers, until when.</summary>
internal static class BreakersSnapshot
{
    public static Snapshot Take(string slice, SliceContext context) => new(slice,
    [
        new SnapshotTable("breakers",
            [
                "service", "version", "interface", "state", "since", "why", "calls", "failure_ratio", "slow_ratio", "hanging", "failures_in_a_row",
                "share_ratio", "next", "opened", "refused", "would_refuse", "keys", "keys_open",
            ],
            [.. Rows(context)]),
    ]);

    /// <summary>In a word: <c>closed</c>, <c>open</c>, <c>half-open</c>, or what an operator says.</summary>
    public static string State(BreakerSeat seat, long now) => seat.Set.OrderAt(now)?.Mode switch
    {
        Manual.BreakerMode.ForcedOpen => "forced-open",
        Manual.BreakerMode.ForcedClosed => "forced-closed",
        _ => Word(seat.Set.State?.Era.Machine.Phase ?? BreakerPhase.Closed),
    };

    public static string Word(BreakerPhase phase) => phase switch
    {
        BreakerPhase.Open => "open",
        BreakerPhase.HalfOpen => "half-open",
        _ => "closed",
    };

    private static IEnumerable<object?[]> Rows(SliceContext context)
    {
        foreach (var row in BreakersSlice.Seats(context.Plan).Select(found => Row(found.Version, found.Interface, found.Seat, context))) yield return row;
        foreach (var version in context.Plan.Versions.Where(static version => BreakersSlice.Gate(version) is null))
            yield return [version.Service, version.Name, "", "none", .. Enumerable.Repeat<object?>(null, 14)];
    }

    private static object?[] Row(VersionModel version, string target, BreakerSeat seat, SliceContext context)
    {
        var time = context.State.Time;
        var now = time.GetTimestamp();
        var (refused, observed) = seat.Set.Tallies.Read();
        var keys = seat.Set.Keys?.All.ToArray();
        var era = seat.Set.State?.Era;
        var order = seat.Set.OrderAt(now);
        var reading = era?.Read(now) ?? default;
        return
        [
            version.Service, version.Name, target, State(seat, now),
            order?.Since ?? (era is null ? null : time.GetUtcNow() - time.GetElapsedTime(era.Machine.Since, now)),
            order?.Words ?? (era?.Cause.Name is null ? "" : BreakerSignals.Words(era.Cause)),
            reading.Window.Calls, reading.Window.FailureRatio, reading.SlowRatio, reading.Hanging, reading.Row,
            era?.Machine.Phase == BreakerPhase.HalfOpen ? BreakerState.Share(seat.Site, era, now) : null,
            Next(era, order?.Until, time, now), seat.Set.Tallies.Moves(BreakerPhase.Open), refused, observed,
            keys?.Length, keys?.Count(static state => state.Era.Machine.Phase != BreakerPhase.Closed),
        ];
    }

    /// <summary>When the operator's word ends, trials begin, or the ramp is over; null where nothing is due.</summary>
    private static DateTimeOffset? Next(BreakerEra? era, long? ordered, TimeProvider time, long now)
    {
        var at = ordered ?? (era is null || era.Machine.Phase == BreakerPhase.Closed ? null : era.Machine.Until);
        return at is { } due ? time.GetUtcNow() + time.GetElapsedTime(now, due) : null;
    }
}
