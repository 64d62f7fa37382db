using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>The keys of <see cref="HotKeysPlan"/>.</summary>
public static class HotKeysFields
{
    /// <summary>Most nodes that a hot key is spread over.</summary>
    public const int SpreadMax = 16;

    public static readonly Field<KeyPlan> Key = new(
        "key", Shapes.Key, "By what calls ask for the same thing. Calls without it are neither hot nor counted.")
    {
        Required = true,
    };

    public static readonly Field<Rate?> Rate = new(
        "rate", Shapes.NoneOr(Shapes.Rate), "A key is hot from so many calls on, over the window. none: not looked at.")
    {
        Because = "None unless asked for: how many calls for one thing are too many depends on what stands behind.",
    };

    public static readonly Field<double?> Share = new(
        "share", Shapes.NoneOr(Shapes.Ratio), "A key is hot from this share of the interface's calls on; by whichever of 'rate' and 'share' comes first. none: not looked at.")
    {
        Default = 0.1,
        Because = "One thing that a tenth of all calls ask for is worth more than all that a larger cache would hold.",
    };

    public static readonly Field<int> MinimumCalls = new(
        "minimum-calls", Shapes.Count(1, 1_000_000, "calls"), "Fewer calls for a key in the window than this make it hot by no bound.")
    {
        Default = 50,
        Because = "Three calls of ten are a third of the traffic, and no load.",
    };

    public static readonly Field<TimeSpan> Window = new(
        "window", Shapes.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1)), "How far back is looked: what is older by one window counts half, by two a quarter.")
    {
        Default = TimeSpan.FromSeconds(1),
        Because = "A key is known to be hot within a second or two, and a burst of a few calls is none yet.",
    };

    public static readonly Field<int> Top = new(
        "top", Shapes.Count(1, 1_000, "keys"), "Most keys that are hot at once; a much hotter one takes the place of the least hot.")
    {
        Default = 100,
        Because = "At the default share no more than ten can be.",
    };

    public static readonly Field<double> Leave = new(
        "leave", Shapes.Ratio, "A key is hot no longer when it falls below this part of both bounds.")
    {
        Default = 0.5,
        Because = "A key that hovers about the bound must not change to and fro.",
    };

    public static readonly Field<TimeSpan> Stay = new(
        "stay", Shapes.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)), "A key stays hot for at least so long.")
    {
        Default = TimeSpan.FromSeconds(10),
        Because = "What everybody asked for a moment ago is likely to be asked for again.",
    };

    public static readonly Field<int?> Spread = new(
        "spread", Shapes.NoneOr(Shapes.Count(2, SpreadMax, "nodes")), "Where balancing keeps calls at one node ('policy: hash', 'sticky'): calls for a hot key go to so many nodes. none: to one, as ever.")
    {
        Because = "None unless asked for: nodes that keep state in memory would each see a part of the calls.",
    };

    public static readonly Field<bool> Alarm = new(
        "alarm", Shapes.Flag, "Tells in signals which keys become hot and cold.")
    {
        Default = true,
    };
}
