using Holdfast.Core.Plan;

namespace Holdfast.Core.Benchmarks;

/// <summary>One interface before three nodes, with one principle at work, or with all of them. Times are long, so that no pause of the machine makes an attempt wait for too long.</summary>
internal static class ProtectedPlan
{
    public const string TenantHeader = "X-Tenant";
    public const string Path = "/api/things/42";

    /// <summary>Matching, a deadline, counting: what every call has.</summary>
    public const string Nothing = "nothing";

    /// <summary>What a plan that names its nodes alone has: latency-aware balancing, ejection, retries within a budget, late attempts.</summary>
    public const string Defaults = "defaults";

    public const string Everything = "everything";

    /// <summary>Before the name of a section: <see cref="Everything"/> without that one.</summary>
    public const string But = "everything but ";

    private const string TurnedOffService = "balance: { policy: random }, health: { eject: none }";
    private const string TurnedOffInterface = "retry: { attempts: 1 }";

    private static readonly Dictionary<string, (string Service, string Interface)> Sections = new(StringComparer.Ordinal)
    {
        ["breaker"] = ("breaker: { failure-ratio: 0.5, slow: 30s, trial-timeout: 30s, hanging: 500, open: 5s }", ""),
        ["breaker of calls"] = ("breaker: { failure-ratio: 0.5, window: 1000 calls, open: 5s }", ""),
        ["breaker of keys"] = ($"breaker: {{ per: \"header:{TenantHeader}\", slow: 30s, trial-timeout: 30s }}", ""),
        ["overload"] = ("overload: {}", ""),
        ["limit"] = ("", "limit: { rate: 10000000/s, burst: 10000000 }"),
        ["limit by key"] = ("", $"limit: {{ rate: 10000000/s, burst: 10000000, per: \"header:{TenantHeader}\" }}"),
        ["isolate"] = ("pool: { concurrency: 500 }, connections: 500", $"isolate: [ {{ concurrency: 500 }}, {{ concurrency: 500, per: \"header:{TenantHeader}\" }} ]"),
        ["shuffle shards"] = ($"cells: {{ by: \"header:{TenantHeader}\", shards: {{ nodes: 2 }} }}", ""),
        ["hot keys"] = ("", "hot-keys: { key: \"parameter:id\", share: 1, rate: 10000000/s }"),
        ["retry and hedge"] = ("", "retry: { attempts: 2, per-try: 50s, late: { at-least: 40s }, hedge: { after: 40s, at-most: 0.1 } }"),
    };

    /// <summary>Sections that make <see cref="Everything"/>: those of one place are taken once.</summary>
    private static readonly string[] Together = ["overload", "limit", "breaker", "isolate", "shuffle shards", "hot keys", "retry and hedge"];

    /// <summary>The names of the sections that make it.</summary>
    public static IReadOnlyList<string> OfEverything => Together;

    public static IReadOnlyList<string> Cases { get; } = [Nothing, Defaults, .. Sections.Keys, Everything];

    /// <param name="of">One of <see cref="Cases"/>, or what follows <see cref="But"/>.</param>
    public static HoldfastPlan Read(string of) => BenchmarkPlan.Read(new MemoryPlanFiles().Add(BenchmarkPlan.FileName, Text(of)));

    private static string Text(string of)
    {
        var (service, target) = of switch
        {
            Nothing => (TurnedOffService, TurnedOffInterface),
            Defaults => ("", ""),
            _ when of == Everything || of.StartsWith(But, StringComparison.Ordinal) => TogetherWithout(of == Everything ? "" : of[But.Length..]),
            _ => (Join([TurnedOffService, Sections[of].Service]), Join([Sections[of].Interface.Contains("retry", StringComparison.Ordinal) ? "" : TurnedOffInterface, Sections[of].Interface])),
        };
        return $$"""
            holdfast: 1
            owners: [one@example.com, two@example.com]
            services:
              service: { versions: { v1: { nodes: [ "http://10.0.0.1:5000", "http://10.0.0.2:5000", "http://10.0.0.3:5000" ] } }{{After(service)}} }
            interfaces:
              things: { match: { method: GET, path: "/api/things/{id}" }, service: service, timeout: 2m{{After(target)}} }
            """;
    }

    private static (string Service, string Interface) TogetherWithout(string left)
    {
        var names = Together.Where(name => name != left).ToList();
        return (Join(names.Select(static name => Sections[name].Service)), Join(names.Select(static name => Sections[name].Interface)));
    }

    private static string Join(IEnumerable<string> fields) => string.Join(", ", fields.Where(static field => field.Length > 0));

    private static string After(string fields) => fields.Length == 0 ? "" : $", {fields}";
}
