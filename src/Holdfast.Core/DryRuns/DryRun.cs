using System.Runtime.InteropServices;
using Holdfast.Core.Discovery;
using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Matching;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;
using Holdfast.Core.Signals;

namespace Holdfast.Core.DryRuns;

/// <summary>Asks the limits of a plan about the last calls once more, in virtual time and with a state of its own: nothing live is touched.</summary>
/// <remarks>
/// Limits of interfaces alone. What services limit, what pools and breakers do hangs on how backends answer under that plan,
/// and nobody knows that before it was tried.
/// </remarks>
public static class DryRun
{
    /// <summary>Beyond the last call: whoever waits for its turn has it by then, or was refused.</summary>
    private static readonly TimeSpan After = TimeSpan.FromHours(1);

    private const int ToldEvery = 4_096;

    /// <param name="observed">Who knows by their paths which interface of a plan would take them; null: each goes to the one whose name it had.</param>
    /// <param name="told">Now and then how much of it is done, as a share.</param>
    /// <param name="live">What is carried out now, to compare with.</param>
    /// <param name="draft">What is to be.</param>
    public static DryRunReport Run(RecentCalls recent, HoldfastPlan live, HoldfastPlan draft, IReadOnlyList<ISlice> slices, TimeProvider time, Action<double>? told = null, ObservedPaths? observed = null)
    {
        var calls = recent.Read();
        if (calls.Count == 0) return new DryRunReport(0, 0, 0, 0, [], 0, 0);
        // What was refused says nothing of how long an answer takes: then it is the mean of its interface.
        var usual = calls.Where(static call => call.IsAnswered).GroupBy(static call => call.Keys.Interface)
            .ToDictionary(static some => some.Key, static some => (long)some.Average(static call => call.Lasted), StringComparer.Ordinal);
        var first = calls[0].At;
        foreach (ref var call in CollectionsMarshal.AsSpan(calls))
        {
            if (!call.IsAnswered) call.Lasted = usual.GetValueOrDefault(call.Keys.Interface);
            (call.At, call.Lasted) = (time.GetElapsedTime(first, call.At).Ticks, time.GetElapsedTime(0, call.Lasted).Ticks);
        }

        var heads = observed?.Heads();
        return Report(calls, Ask(calls, live, slices, heads, done => told?.Invoke(done / 2)), Ask(calls, draft, slices, heads, done => told?.Invoke((1 + done) / 2)));
    }

    private static DryRunReport Report(List<RecentCall> calls, DryRunTally live, DryRunTally draft)
    {
        var rules = draft.Refused.Keys.Union(live.Refused.Keys).Select(rule => new DryRunLine(
            rule.Rule, rule.Interface, (draft.Refused.ContainsKey(rule) ? draft : live).Calls.GetValueOrDefault(rule.Interface), draft.Refused.GetValueOrDefault(rule), live.Refused.GetValueOrDefault(rule)));
        return new DryRunReport(
            calls.Count, TimeSpan.FromTicks(calls[^1].At).TotalSeconds, draft.Total, live.Total,
            [.. rules.OrderByDescending(static line => line.Refused - line.RefusedByLive).ThenBy(static line => line.Rule, StringComparer.Ordinal)],
            draft.NotJudged, draft.WithoutInterface);
    }

    private static DryRunTally Ask(List<RecentCall> calls, HoldfastPlan plan, IReadOnlyList<ISlice> slices, Func<int, IRequestHead?>? heads, Action<double> told)
    {
        var (time, tally, idle) = (new VirtualTime(), new DryRunTally(), new Stack<DryRunCall>());
        var context = new CompileContext(new RuntimeState(time), new SignalLog(time), new SplitMixRandom(1), "");
        var model = new PlanCompiler(slices, context).Compile(plan, new Revision(1, "", time.GetUtcNow()));
        var limits = model.Interfaces.ToDictionary(
            static target => target.Key, static target => (target.Value, target.Value.Inbound.Where(static stage => stage.Position == Position.Limits).ToArray()), StringComparer.Ordinal);
        var (asked, takers) = (0, new Dictionary<int, string?>());
        foreach (ref readonly var kept in CollectionsMarshal.AsSpan(calls))
        {
            if (++asked % ToldEvery == 0) told((double)asked / calls.Count);
            time.GoOnTo(kept.At);
            if (!limits.TryGetValue(TakerOf(kept, model, heads, takers) ?? kept.Keys.Interface, out var found))
            {
                tally.WithoutInterface++;
                continue;
            }

            tally.Calls[found.Value.Name] = tally.Calls.GetValueOrDefault(found.Value.Name) + 1;

            if (found.Item2.Length == 0) continue;
            var call = idle.TryPop(out var used) ? used : new DryRunCall(time);
            call.Begin(kept, model, found.Value);
            _ = AskAsync(call, found.Item2, TimeSpan.FromTicks(kept.Lasted), tally, idle);
        }

        time.GoOnTo(calls[^1].At + After.Ticks);
        foreach (var call in idle) call.Dispose();
        return tally;
    }

    /// <returns>Null: it is not known by its path.</returns>
    private static string? TakerOf(in RecentCall call, PlanModel model, Func<int, IRequestHead?>? heads, Dictionary<int, string?> known)
    {
        if (heads is null || call.Path < 0) return null;
        if (!known.TryGetValue(call.Path, out var taker)) known[call.Path] = taker = heads(call.Path) is { } head ? model.Router.Match(head)?.Name : null;
        return taker;
    }

    /// <summary>All of it on the thread of the clock: whoever waits, waits for that.</summary>
    private static async Task AskAsync(DryRunCall call, InboundStage[] stages, TimeSpan lasts, DryRunTally tally, Stack<DryRunCall> idle)
    {
        var (entered, outcome) = (0, Outcome.Answered(200));
        for (; entered < stages.Length; entered++)
        {
            var verdict = await stages[entered].EnterAsync(call);
            if (verdict.Passes) continue;
            outcome = Outcome.Refused;
            if (!call.HasMissed && verdict.Refusal is { } refusal)
            {
                var rule = (refusal.Rule, call.Interface!.Name);
                tally.Refused[rule] = tally.Refused.GetValueOrDefault(rule) + 1;
            }

            break;
        }

        if (call.HasMissed) tally.NotJudged++;
        if (outcome.IsSuccess) await Task.Delay(lasts, call.Time, call.CallerGoing);
        while (--entered >= 0) stages[entered].Leave(call, outcome);
        idle.Push(call);
    }
}
