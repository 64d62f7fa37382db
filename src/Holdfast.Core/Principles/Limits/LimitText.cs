using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Limits;

/// <summary>Reads one entry of <c>limit</c> that stands by itself, under the same rules as in a plan.</summary>
public static class LimitText
{
    private const string File = "limit";

    /// <param name="text">As in a plan, e.g. <c>{ rate: 500/s, burst: 100 }</c>.</param>
    /// <exception cref="FormatException">It is no good; the message says why, and what would be.</exception>
    public static LimitPlan Read(string text)
    {
        var yaml = $$"""
            holdfast: 1
            owners: [a@limit, b@limit]
            services: { s: { versions: { v: { nodes: [ "http://127.0.0.1:1" ] } } } }
            interfaces: { i: { match: { path: "/**" }, service: s, timeout: 1h, limit: {{text}} } }
            """;
        var read = PlanReader.Read(File, new MemoryPlanFiles().Add(File, yaml), static _ => null);
        if (read.Plan is not { } plan)
            throw new FormatException(string.Join(' ', read.Errors.Select(static error => $"{error.Message}. {error.Advice} ({error.Known})")));
        var entries = plan.Interfaces["i"].Sections.Get(LimitPlan.Field);
        return entries.Count == 1 ? entries[0] : throw new FormatException($"One limit is needed, and there are {entries.Count}.");
    }
}
