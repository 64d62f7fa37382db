using System.Diagnostics.Metrics;

namespace Holdfast.Core.Principles.Limits;

/// <summary>Limits and what became of their calls, each by its rule and what it limits.</summary>
internal static class LimitsTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableGauge("holdfast.limits", () => Count(now()), "{limit}", "Limits of the live plan, those that refuse and those that do not");
        meter.CreateObservableCounter("holdfast.limit.calls", () => Calls(now()), "{call}", "Calls and attempts that limits let pass, refused, or would have refused");
        meter.CreateObservableGauge("holdfast.limit.keys", () => Keys(now()), "{key}", "Keys that limits remember");
        meter.CreateObservableCounter("holdfast.limit.keys_forgotten", () => Forgotten(now()), "{key}", "Keys that limits forgot for others");
        meter.CreateObservableGauge("holdfast.limit.waiting", () => Waiting(now()), "{call}", "Calls that wait for their turn");
    }

    private static IEnumerable<LimitSeat> Seats(SliceContext? context) => context is null ? [] : LimitsSlice.Seats(context.Plan);

    private static IEnumerable<Measurement<int>> Count(SliceContext? context)
    {
        if (context is null) yield break;
        var seats = Seats(context).ToList();
        yield return new(seats.Count(static seat => seat.Set.Alarm.IsOn), new KeyValuePair<string, object?>("state", "refusing"));
        yield return new(seats.Count(static seat => !seat.Set.Alarm.IsOn), new KeyValuePair<string, object?>("state", "calm"));
    }

    private static IEnumerable<Measurement<long>> Calls(SliceContext? context)
    {
        foreach (var seat in Seats(context))
        {
            var counts = seat.Set.Tallies.Read();
            yield return Of(seat, counts.Allowed, "allowed");
            yield return Of(seat, counts.Refused, "refused");
            yield return Of(seat, counts.WouldRefuse, "would-refuse");
        }

        static Measurement<long> Of(LimitSeat seat, long count, string decision) =>
            new(count, new("rule", seat.Model.Rule), new("subject", seat.Subject), new("decision", decision));
    }

    private static IEnumerable<Measurement<int>> Keys(SliceContext? context) =>
        from seat in Seats(context) where seat.Set.Keys is not null select new Measurement<int>(seat.Set.Keys!.Count, new KeyValuePair<string, object?>("rule", seat.Model.Rule));

    private static IEnumerable<Measurement<long>> Forgotten(SliceContext? context) =>
        from seat in Seats(context) where seat.Set.Keys is not null select new Measurement<long>(seat.Set.Keys!.Forgotten, new KeyValuePair<string, object?>("rule", seat.Model.Rule));

    private static IEnumerable<Measurement<int>> Waiting(SliceContext? context) =>
        from seat in Seats(context) where seat.Model.Kind == LimitKind.Pace select new Measurement<int>(seat.Set.Waiting, new("rule", seat.Model.Rule), new("subject", seat.Subject));
}
