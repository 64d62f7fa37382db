using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Telemetry.Why;

/// <summary>Makes a report of what was kept. On the thread of whoever asks, from a copy: no call waits for it.</summary>
internal static class WhyReporter
{
    private const string Passed = "passed";
    private const string NotReached = "not reached";

    private static readonly Position[] Order =
        [.. StageOrder.Inbound.Concat(StageOrder.Outbound).Select(static stage => stage.Position)];

    public static WhyReport Report(WhyRecord record, WhyRevisions revisions)
    {
        var report = new WhyReport(
            record.Told.TraceId, "", record.At, record.Took.TotalMilliseconds,
            record.Interface.Length == 0 ? null : record.Interface, record.Method, record.Path, Lower(record.Criticality.ToString()),
            record.Service, record.Version, record.RevisionName, OutcomeOf(record), record.Told.Status,
            Told(record, revisions), Substitute(record, revisions),
            [.. Order.SelectMany(position => Steps(record, position, revisions))], record.Decided - record.Decisions.Length,
            [.. record.Tries.ToArray().Select(Attempt)], Math.Max(0, record.Attempts - record.Tries.Length));
        return report with { Text = WhyWords.Of(report) };
    }

    private static IEnumerable<WhyStep> Steps(WhyRecord record, Position position, WhyRevisions revisions)
    {
        var decided = record.Decisions.ToArray().Where(one => one.Position == position).ToArray();
        if (decided.Length == 0)
            return record.Stages.Has(position) ? [new WhyStep(Lower(position.ToString()), Passes(record, position), "", "", "", null)] : [];
        return decided.Select(one => new WhyStep(
            Lower(position.ToString()), one.Name, one.Rule, revisions.Place(record.Revision, one.Rule), one.Node,
            one.Measured.Name is { } name ? new WhyMeasure(name, one.Measured.Value, one.Measured.Bound) : null));
    }

    private static string Passes(WhyRecord record, Position position) => position == Position.Otherwise
        // Asked when there was no answer; it had nothing for this case.
        ? !record.Outcome.Began && record.Outcome.Kind != OutcomeKind.Cancelled && record.Stages.Last != Position.Match ? Passed : NotReached
        : position <= record.Stages.Last ? Passed : NotReached;

    private static WhyAnswer? Told(WhyRecord record, WhyRevisions revisions) => record.Told.Refusal is not { } refusal ? null : new WhyAnswer(
        refusal.Error.Id, refusal.Error.Title, refusal.Error.Mend, refusal.Decision, refusal.Rule,
        revisions.Place(record.Revision, refusal.Rule), record.RetryAfter.TotalSeconds);

    private static WhySubstitute? Substitute(WhyRecord record, WhyRevisions revisions) => record.SubstitutedBy is not { } rule || !record.Outcome.Began
        ? null
        : new WhySubstitute(rule, revisions.Place(record.Revision, rule), record.Cause?.Decision ?? "");

    private static WhyAttempt Attempt(WhyTry one) => new(
        one.Number, one.Service, one.Version, one.Node, one.After.TotalMilliseconds, one.Took.TotalMilliseconds,
        one.Outcome.IsFailure ? Lower(one.Outcome.Failure.ToString()) : Lower(one.Outcome.Kind.ToString()),
        one.Outcome.Status, one.IsHedge, one.IsLate);

    private static string OutcomeOf(WhyRecord record) =>
        record.SubstitutedBy is not null && record.Outcome.Began ? "substituted" : Lower(record.Outcome.Kind.ToString());

    /// <summary>As people write it: <c>hot-keys</c> for <c>HotKeys</c>.</summary>
    private static string Lower(string name) =>
        string.Concat(name.Select(static (c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
