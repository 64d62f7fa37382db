using Holdfast.Control.Status;
using Holdfast.Core.Telemetry;

namespace Holdfast.Cli.Status;

/// <summary>The first lines: whether it is ready, and what somebody must know before they look at any table. The worst is first.</summary>
internal sealed class StatusHead(StatusReport report, Canvas canvas, IReadOnlyList<Outage> outages)
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lay()
    {
        WriteReadiness();
        foreach (var outage in outages) Write(Sentence(outage), Tone.Bad);
        foreach (var service in report.Services)
            foreach (var version in service.Versions.Where(static version => version.Panic.Length > 0)) WritePanic(service, version);

        foreach (var service in report.Services.Where(static service => service.OverBudgetPerSecond > 0))
        {
            Write(
                $"! {service.Name}: {Words.Rate(service.OverBudgetPerSecond)} retries or hedges/s are over the budget and not made: callers see the failures",
                Tone.Warning);
        }

        if (report.RefusedPlan is { } refused)
        {
            var errors = refused.Errors == 1 ? "1 error" : $"{refused.Errors} errors";
            Write($"! a changed plan was refused {Age(refused.At)} ago, {errors}: {refused.First}", Tone.Bad);
        }

        if (report.Stage is { } stage) Write($"! {stage}", Tone.Warning);
        if (report.Store is { IsThere: false } store) Write($"! the store of revisions is away for {Age(store.Since)}: {store.Why} Traffic does not need it; changes wait.", Tone.Warning);
        if (report.Store is { Note.Length: > 0 } noted) Write($"! {noted.Note}", Tone.Warning);
        if (report.Unmatched > 0) Write($"! {Words.Rate(report.Unmatched)} requests/s match no interface", Tone.Warning);
        return _lines;
    }

    private void WriteReadiness()
    {
        var (word, tone) = report.IsReady ? ("READY", Tone.Good) : ("NOT READY: starting or draining", Tone.Bad);
        var plan = report.Plan is { } live
            ? $"revision {live.Name}, live for {Age(live.Since)} (since {live.Since:yyyy-MM-dd HH:mm:ss}Z)"
            : "no plan yet";
        var lines = Wrapped.Of($"{word}  {plan}  up {Words.Span(TimeSpan.FromSeconds(report.UptimeSeconds))}", canvas.Width);
        _lines.Add(canvas.Paint(word, tone) + lines[0][word.Length..]);
        _lines.AddRange(lines.Skip(1));
    }

    private string Sentence(Outage outage)
    {
        var since = outage.Since is { } at ? $" since {at:HH:mm:ss}Z ({Age(at)})" : "";
        return $"x {outage.Service.Name} {outage.Version.Name} answers nothing{since}: {outage.Why}";
    }

    private void WritePanic(ServiceStatus service, VersionStatus version)
    {
        var usable = version.Nodes.Count(static node => !NodeWord.Of(node).IsWithheld);
        var isIn = version.Panic == "panic";
        Write(
            $"! {version.Panic}: {usable} of {version.Nodes.Count} nodes of {service.Name} {version.Name} are usable, {(isIn ? "calls" : "some calls")} spread over all, usable or not",
            isIn ? Tone.Bad : Tone.Warning);
    }

    private void Write(string text, Tone tone) => _lines.AddRange(Wrapped.Of(text, canvas.Width).Select(line => canvas.Paint(line, tone)));

    private string Age(DateTimeOffset at) => Words.Span(report.At - at);
}
