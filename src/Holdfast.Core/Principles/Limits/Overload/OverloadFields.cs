using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>The keys of <see cref="OverloadPlan"/>.</summary>
public static class OverloadFields
{
    public static readonly Field<double> Slack = new(
        "slack", Shapes.Ratio, "By how much longer than usual answers may take before the limit shrinks: 0.5 is half as long again.")
    {
        Default = 0.5,
        Because = "A few calls must be waiting at the nodes, or one that has finished would idle until the next comes. More is time that callers lose and nobody gains.",
    };

    public static readonly Field<int> Min = new("min", Shapes.Count(1, 100_000, "attempts"), "The limit is never lower.")
    {
        Default = 4,
        Because = "With fewer at once there is too little evidence to find the way back up.",
    };

    public static readonly Field<int> Max = new("max", Shapes.Count(1, 100_000, "attempts"), "The limit is never higher.")
    {
        Default = 10_000,
        Because = "It is found by measuring; a bound is for what measuring cannot know, such as a licence.",
    };

    public static readonly Field<int> Start = new("start", Shapes.Count(1, 100_000, "attempts"), "The limit before anything was measured.")
    {
        Default = 100,
        Because = "Enough for most services at once; from there it doubles, or halves, several times a second.",
    };

    public static readonly Field<int> Queue = new(
        "queue", Shapes.Count(0, 10_000, "calls"), "Calls that may wait for a place, the most critical first; one more displaces the least critical, or is refused. 0: none waits.")
    {
        Default = 100,
        Because = "Calls come in bursts, and a short wait is better than a refusal. A long one is not: what waits is soon not wanted any more.",
    };

    public static readonly Field<TimeSpan> Wait = new(
        "wait", Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(10)),
        "How long a call waits at most; an eighth of it while the least critical are refused, or once the queue has not been empty for so long. Critical calls wait up to ten times as long.")
    {
        Default = TimeSpan.FromMilliseconds(40),
        Because = "A burst is over in that time, and who is refused hears of it at once. A queue that lasts is no burst, and waiting in it helps nobody (CoDel).",
    };

    public static readonly Field<KeyPlan> User = new(
        "user", Shapes.Key, "Whose calls are served, or refused, together under overload. Calls without it are taken by chance.")
    {
        Default = KeyPlan.Client,
        Because = "A visit takes many calls: refusing a tenth of the users helps more people than refusing every tenth call.",
    };

    public static readonly Field<TimeSpan> Turn = new(
        "turn", Shapes.Duration(TimeSpan.FromSeconds(10), TimeSpan.FromHours(24)),
        "In what time everybody has been first and last once: those who are served change little by little.")
    {
        Default = TimeSpan.FromMinutes(10),
        Because = "Long enough to finish what one has begun, short enough that nobody is shut out for ever.",
    };
}
