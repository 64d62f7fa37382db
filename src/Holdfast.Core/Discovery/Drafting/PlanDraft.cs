using System.Text;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Discovery.Drafting;

/// <summary>A plan made from what was seen: an interface for each path, and one for all that was not seen, with nothing limited.</summary>
/// <param name="Text">As an operator would have written it, with what each number comes from.</param>
/// <param name="Interfaces">Those that were made of paths.</param>
public sealed record PlanDraft(string Text, int Interfaces)
{
    /// <summary>A path that was called less often may be a caller's mistake.</summary>
    public const int CallsMin = 5;

    /// <summary>Most called first: more would be read by nobody.</summary>
    public const int InterfacesMax = 200;

    /// <summary>Where more of the calls failed, a breaker would be open for a reason that was there before it.</summary>
    private const double BreakerFailedMax = 0.1;

    /// <summary>Nobody knows them here, and a plan without two is refused: whoever publishes the draft as it stands has these on record, and nobody who could be asked.</summary>
    private const string Owners = "owners: [ first.owner@example.com, second.owner@example.com ]   # put in who answers for these interfaces";

    public static PlanDraft Of(ObservedReport seen)
    {
        var often = seen.Paths.Where(static path => path.Calls >= CallsMin).OrderByDescending(static path => path.Calls).Take(InterfacesMax).ToHashSet();
        var lines = Head(seen).Concat(Service(seen)).Append("interfaces:").Concat(seen.Paths.Where(often.Contains).SelectMany(InterfaceDraft.Lines)).Concat(Rest(seen, often));
        var text = new StringBuilder();
        foreach (var line in lines) text.Append(line).Append('\n');
        return new PlanDraft(text.ToString(), often.Count);
    }

    private static IEnumerable<string> Head(ObservedReport seen) =>
    [
        $"# Drafted from {InterfaceDraft.Times(seen.Calls, "call")} seen in {Words(seen.Seconds)} until {seen.At:yyyy-MM-dd HH:mm} UTC. Read it before it goes live.",
        "# A limit is twice the busiest second, a place twice what was on its way at once, a timeout twice the slowest",
        "# in a thousand; each rounded up. Retries are the defaults: of what is safe to ask twice, within a budget.",
        "holdfast: 1",
        Owners,
        "server: { max-body: none }   # as it was: an interface that was seen to take bodies has a bound of its own",
    ];

    private static IEnumerable<string> Service(ObservedReport seen)
    {
        yield return "services:";
        yield return $"  {DirectPlan.Service}:";
        yield return $"    versions: {{ v1: {{ nodes: [ \"{seen.Backend}\" ] }} }}";
        var (failed, calls) = (seen.Paths.Sum(static path => path.Failed), seen.Paths.Sum(static path => path.Calls));
        if (calls > 0 && failed <= BreakerFailedMax * calls) yield return $"    breaker: {{}}   # {failed:N0} of {InterfaceDraft.Times(calls, "call")} failed: it opens when half of those of 10 s do";
        else yield return $"    # breaker: {{}}   # {failed:N0} of {InterfaceDraft.Times(calls, "call")} failed: find out why before one breaks them off";
    }

    private static IEnumerable<string> Rest(ObservedReport seen, HashSet<ObservedPath> often)
    {
        yield return $"  {DirectPlan.Interface}:";
        yield return $"    # What is none of {(often.Count == 0 ? "these: there are none yet" : "the above")}, with nothing limited. {Others(seen, often.Count)}";
        yield return "    match: { path: \"/**\" }";
        yield return $"    service: {DirectPlan.Service}";
    }

    private static string Others(ObservedReport seen, int drafted) =>
        $"{InterfaceDraft.Times(seen.Paths.Count - drafted, "path")} called fewer than {CallsMin} times or beyond the {InterfacesMax} busiest; {InterfaceDraft.Times(seen.NotTaken + seen.Beyond, "call")} of paths that were never answered well or could not be told apart.";

    private static string Words(double seconds) => seconds switch
    {
        < 120 => $"{seconds:0} s",
        < 7_200 => $"{seconds / 60:0} min",
        _ => $"{seconds / 3_600:0} h",
    };
}
