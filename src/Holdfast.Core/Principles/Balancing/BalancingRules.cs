using Holdfast.Core.Errors;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Principles.Balancing;

internal static class BalancingRules
{
    public static readonly KnownError ProbeOverlap = new(
        "HF2030", "A probe that outlasts its interval",
        "Probes of one node would overlap, and a hung node would gather them without end.",
        "Make 'timeout' shorter than 'every'.",
        "probe: { path: /healthz, every: 5s, timeout: 1s }");

    public static readonly KnownError ProbeKeys = new(
        "HF2031", "A probe whose keys do not fit its kind",
        "A key that a probe of this kind does not look at would make an operator believe that something is checked which is not.",
        "Give an HTTP probe its 'path', and leave out what belongs to another kind; 'contains' and 'matches' need GET.",
        "probe: { kind: grpc, service: shop.Catalogue }");

    /// <summary>Keys that only one kind of probe looks at.</summary>
    private static readonly (Field Field, ProbeKind Kind)[] Owned =
    [
        (ProbeFields.Path, ProbeKind.Http), (ProbeFields.Method, ProbeKind.Http), (ProbeFields.Expect, ProbeKind.Http),
        (ProbeFields.Contains, ProbeKind.Http), (ProbeFields.Matches, ProbeKind.Http), (ProbeFields.Host, ProbeKind.Http),
        (ProbeFields.Headers, ProbeKind.Http), (ProbeFields.Service, ProbeKind.Grpc),
    ];

    public static void Check(HoldfastPlan plan, PlanFindings findings)
    {
        foreach (var (name, service) in plan.Services)
        {
            if (service.Sections.Get(HealthPlan.Field).Probe is not { } probe) continue;
            var path = PlanPath.Of("services", name, "health", "probe");
            CheckTimes(probe, path, findings);
            CheckKeys(probe, path, findings);
        }
    }

    private static void CheckTimes(ProbePlan probe, PlanPath path, PlanFindings findings)
    {
        if (probe.Timeout < probe.Every) return;
        findings.Add(
            ProbeOverlap, path.Key("timeout"),
            $"The timeout of {ProbeFields.Timeout.Shape.WriteAny(probe.Timeout)} is not shorter than the interval of {ProbeFields.Every.Shape.WriteAny(probe.Every)}",
            "Shorten 'timeout' or lengthen 'every'.", path.Key("every"));
    }

    private static void CheckKeys(ProbePlan probe, PlanPath path, PlanFindings findings)
    {
        if (probe is { Kind: ProbeKind.Http, Path: null })
            findings.Add(ProbeKeys, path, "An HTTP probe has no 'path'", "Add 'path', or choose another 'kind'.");
        foreach (var (field, kind) in Owned)
        {
            if (kind == probe.Kind || !findings.IsWritten(path.Key(field.Name))) continue;
            findings.Add(ProbeKeys, path.Key(field.Name), $"A probe of kind {Word(probe.Kind)} does not look at '{field.Name}'", $"Leave it out; it belongs to kind {Word(kind)}.");
        }

        if (probe.Method == "HEAD" && (probe.Contains ?? probe.Matches) is not null)
            findings.Add(ProbeKeys, path.Key("method"), "The answer to HEAD has no body to look into", "Ask with GET, or leave 'contains' and 'matches' out.");
    }

    private static string Word(ProbeKind kind) => ProbeFields.Kind.Shape.WriteAny(kind);
}
