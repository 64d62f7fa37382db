using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Telemetry.Why;

/// <summary>Keeps calls that somebody may ask about: those refused or failed, those that were helped, and a few of the others.</summary>
/// <remarks>
/// Bounded for each interface apart, so that a flood of refusals of one does not push out the only one of another. At most
/// <see cref="RecordsMax"/> calls in all, or one for each interface where there are more; a place takes memory (under 3 KB)
/// from its first use on. What is kept of an interface goes with it when a plan no longer names it.
/// </remarks>
public sealed class WhyLog : IAgent
{
    /// <summary>Calls kept of all interfaces together.</summary>
    public const int RecordsMax = 4_096;

    /// <summary>Calls kept of one interface, however few there are.</summary>
    public const int RecordsOfOneMax = 64;

    /// <summary>Of so many ordinary calls one is kept.</summary>
    public const int SampledOf = 1_000;

    /// <summary>Of requests that match no interface.</summary>
    private const string Unmatched = "";

    private readonly WhyRevisions _revisions = new();
    private Dictionary<string, WhyShelf> _shelves = [];

    /// <summary>Whether a call that has ended is to be kept. Most are not; that costs a few comparisons and a count of the call's own.</summary>
    public static bool Wants(Call call, in Outcome outcome)
    {
        if (RankOf(call, outcome) != WhyRank.Ordinary) return true;
        // Each call object counts for itself: no two of them ever touch the same memory here.
        if (--call.UntilSampled > 0) return false;
        call.UntilSampled = SampledOf;
        return true;
    }

    /// <summary>Keeps a call that has ended, and that <see cref="Wants"/> said yes to. Does not wait, and allocates nothing once its place was used before.</summary>
    public void Keep(Call call, in Outcome outcome, in WhyTold told)
    {
        var rank = RankOf(call, outcome);
        // Gone from the plan while the call was on its way: nobody can ask for it by name.
        if (!Volatile.Read(ref _shelves).TryGetValue(call.Interface?.Name ?? Unmatched, out var shelf)) return;
        if (shelf.Take(rank, out var place) is not { } record) return;
        try
        {
            record.Write(call, outcome, rank, told);
        }
        finally
        {
            shelf.Settle(place, rank);
        }
    }

    /// <summary>Every kept call of a trace, newest first: a caller may send several requests under one.</summary>
    public IReadOnlyList<WhyReport> Of(string traceId) => [.. Report(Volatile.Read(ref _shelves).Values, record => record.Told.TraceId == traceId)];

    /// <summary>The newest kept calls, newest first.</summary>
    /// <param name="target">Name of an interface; empty: requests that matched none; null: all of them.</param>
    /// <param name="all">Those that were answered too, not only what was refused or failed: also where something answered in the service's place.</param>
    public IReadOnlyList<WhyReport> Last(string? target, int count, bool all)
    {
        var shelves = Volatile.Read(ref _shelves);
        IEnumerable<WhyShelf> chosen = target is null ? shelves.Values : shelves.TryGetValue(target, out var one) ? [one] : [];
        return [.. Report(chosen, record => all || record.Rank == WhyRank.Failed || record.SubstitutedBy is not null).Take(count)];
    }

    /// <summary>Calls may live under this plan as well, for a while: its rules are found by whoever asks.</summary>
    public void Know(PlanModel plan) => _revisions.Add(plan);

    public void Apply(PlanModel plan)
    {
        _revisions.Add(plan);
        var before = _shelves;
        var places = PlacesFor(plan.Interfaces.Count + 1);
        var names = plan.Interfaces.Keys.Append(Unmatched);
        Volatile.Write(ref _shelves, names.ToDictionary(
            static name => name,
            name => !before.TryGetValue(name, out var shelf) ? new WhyShelf(places) : shelf.Places == places ? shelf : shelf.Resized(places),
            StringComparer.Ordinal));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A power of two: a few interfaces more or less leave all as it is.</summary>
    internal static int PlacesFor(int shelves)
    {
        var share = Math.Clamp(RecordsMax / shelves, 1, RecordsOfOneMax);
        return 1 << int.Log2(share);
    }

    internal static WhyRank RankOf(Call call, in Outcome outcome)
    {
        if (call.SubstitutedBy is not null && outcome.IsSuccess) return WhyRank.Helped;
        if (outcome.Kind is OutcomeKind.Failure or OutcomeKind.Refused) return WhyRank.Failed;
        return call.Attempts > 1 || IsAnyOutOfTheOrdinary(call) ? WhyRank.Helped : WhyRank.Ordinary;
    }

    /// <summary>What is hot, or at hand, is so for very many calls: there is nothing to explain about one of them.</summary>
    private static bool IsAnyOutOfTheOrdinary(Call call)
    {
        foreach (ref readonly var decision in call.Decisions.Kept)
            if (decision.Position is not (Position.HotKeys or Position.Cache)) return true;
        return false;
    }

    private IEnumerable<WhyReport> Report(IEnumerable<WhyShelf> shelves, Func<WhyRecord, bool> fits) => shelves
        .SelectMany(shelf => shelf.Read(fits)).OrderByDescending(static record => record.At).Select(record => WhyReporter.Report(record, _revisions));
}
