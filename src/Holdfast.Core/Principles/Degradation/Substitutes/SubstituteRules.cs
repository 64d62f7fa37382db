using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Degradation.Caching;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

internal static class SubstituteRules
{
    private static readonly HashSet<string> OfFraming = new(StringComparer.OrdinalIgnoreCase)
    {
        "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Upgrade", "Trailer", "TE", "Proxy-Connection", "Age", "Date",
    };

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, one) in plan.Interfaces)
        {
            var path = PlanPath.Of("interfaces", name, "otherwise");
            var entries = one.Sections.Get(SubstitutePlan.Field);
            var isList = findings.IsWritten(path.Item(0));
            var answered = SubstituteCauses.None;
            for (var i = 0; i < entries.Count; i++)
            {
                var at = isList ? path.Item(i) : path;
                Check(entries[i], one, plan, at, findings);
                if ((entries[i].On & ~answered) == SubstituteCauses.None)
                    findings.Add(SubstituteErrors.Unreachable, at, "Whatever it is for, an entry before it always answers", "Put it before that entry, or give them other causes with 'on'.");
                if (entries[i] is { Answer: not null } or { Skip: true }) answered |= entries[i].On & ~SubstituteCauses.Status;
                if (entries[i] is { Answer: not null } or { Skip: true } && entries[i].Statuses == SubstitutePlan.StatusesField.Default) answered |= entries[i].On;
            }
        }
    }

    private static void Check(SubstitutePlan entry, InterfacePlan one, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        var ways = (entry.Answer is null ? 0 : 1) + (entry.IsElsewhere ? 1 : 0) + (entry.Skip ? 1 : 0) + (entry.Stale is null ? 0 : 1);
        if (ways != 1)
            findings.Add(SubstituteErrors.OneWay, path, ways == 0 ? "Nothing says what answers" : "More than one thing is to answer", "Give it one of 'answer', 'service' or 'version', 'stale', 'skip'.");
        if (entry.Stale is not null && one.Sections.Get(CachePlan.Field) is null)
            findings.Add(CacheErrors.NoCache, path.Key("stale"), "The interface keeps no answers", "Add 'cache' to it.");
        if (entry.IsElsewhere) CheckElsewhere(entry, one, plan, path, findings);
        if (entry.Answer is { } answer) CheckAnswer(answer, path.Key("answer"), findings);
    }

    private static void CheckElsewhere(SubstitutePlan entry, InterfacePlan one, HoldfastPlan plan, PlanPath path, PlanFindings findings)
    {
        var name = entry.Service ?? one.Service;
        if (!plan.Services.TryGetValue(name, out var service))
        {
            // A service that is written but no good has its own errors; so has the interface's own.
            if (entry.Service is not null && !findings.IsWritten(PlanPath.Of("services", name)))
                findings.Add(SubstituteErrors.Unknown, path.Key("service"), $"There is no service '{name}'", findings.DidYouMean(name, plan.Services.Keys) + "Correct the name, or declare the service.");
            return;
        }

        var version = entry.Version ?? service.Live;
        if (entry.Version is not null && !service.Versions.ContainsKey(version))
            findings.Add(SubstituteErrors.Unknown, path.Key("version"), $"'{name}' has no version '{version}'", findings.DidYouMean(version, service.Versions.Keys) + "Name one that it has.");
        else if (name == one.Service && version == service.Live)
            findings.Add(SubstituteErrors.Itself, path, $"Version '{version}' of '{name}' is what the interface asks already", "Name another service or version.");
    }

    internal static void CheckAnswer(StaticAnswerPlan answer, PlanPath path, PlanFindings findings)
    {
        if (answer is { File: not null, Body.Length: > 0 })
            findings.Add(SubstituteErrors.Body, path.Key("body"), "There is a 'body' and a 'file'", "Keep one of them.", path.Key("file"));
        else if (StaticAnswer.IsBodiless(answer.Status) && (answer.File is not null || answer.Body.Length > 0))
            findings.Add(SubstituteErrors.Body, path, $"An answer of {answer.Status} has no body", "Remove the body, or take another status.");
        foreach (var header in answer.Headers.Keys.Where(OfFraming.Contains))
            findings.Add(SubstituteErrors.Framing, path.Key("headers").Key(header), $"'{header}' is not for a plan to say", "Remove it.");
    }
}
