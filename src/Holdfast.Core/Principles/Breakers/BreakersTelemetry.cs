using System.Diagnostics.Metrics;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>Breakers by state, how often they changed, and what they refused; each by service, version and, for edges, interface.</summary>
internal static class BreakersTelemetry
{
    public static void Instrument(Meter meter, Func<SliceContext?> now)
    {
        meter.CreateObservableGauge("holdfast.breakers", () => States(now()), "{breaker}", "Breakers by state, those of keys among them");
        meter.CreateObservableCounter("holdfast.breaker.changes", () => Changes(now()), "{change}", "How often breakers opened, tried and closed");
        meter.CreateObservableCounter("holdfast.breaker.refused", () => Refused(now()), "{attempt}", "Attempts that breakers refused, or would have");
    }

    private static IEnumerable<Measurement<int>> States(SliceContext? context)
    {
        if (context is null) yield break;
        var now = context.State.Time.GetTimestamp();
        foreach (var (version, target, seat) in BreakersSlice.Seats(context.Plan))
        {
            var states = (seat.Set.Keys?.All ?? []).Select(static state => BreakersSnapshot.Word(state.Era.Machine.Phase)).Append(BreakersSnapshot.State(seat, now));
            foreach (var group in states.GroupBy(static state => state))
                yield return new(group.Count(), new("service", version.Service), new("version", version.Name), new("interface", target), new("state", group.Key));
        }
    }

    private static IEnumerable<Measurement<long>> Changes(SliceContext? context) => context is null ? [] :
        from found in BreakersSlice.Seats(context.Plan)
        from to in Enum.GetValues<BreakerPhase>()
        select new Measurement<long>(
            found.Seat.Set.Tallies.Moves(to), new("service", found.Version.Service), new("version", found.Version.Name),
            new("interface", found.Interface), new("to", BreakersSnapshot.Word(to)));

    /// <summary>A version without a breaker has refused nothing.</summary>
    private static IEnumerable<Measurement<long>> Refused(SliceContext? context)
    {
        if (context is null) yield break;
        foreach (var version in context.Plan.Versions)
        {
            var (refused, observed) = (0L, 0L);
            foreach (var (_, _, seat) in BreakersSlice.Seats(version, context.Plan))
            {
                var read = seat.Set.Tallies.Read();
                (refused, observed) = (refused + read.Refused, observed + read.Observed);
            }

            yield return new(refused, new("service", version.Service), new("version", version.Name), new("observed", "false"));
            yield return new(observed, new("service", version.Service), new("version", version.Name), new("observed", "true"));
        }
    }
}
