using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary><c>hot-keys</c> of an interface: what is watched for being asked for by everybody, and what is done about it.</summary>
public sealed record HotKeysPlan
{
    public static readonly Section<HotKeysPlan> Section = new("hot-key watch", values => new HotKeysPlan
    {
        Key = values.Get(HotKeysFields.Key),
        Rate = values.Get(HotKeysFields.Rate),
        Share = values.Get(HotKeysFields.Share),
        CallsMin = values.Get(HotKeysFields.MinimumCalls),
        Window = values.Get(HotKeysFields.Window),
        Top = values.Get(HotKeysFields.Top),
        Leave = values.Get(HotKeysFields.Leave),
        Stay = values.Get(HotKeysFields.Stay),
        Spread = values.Get(HotKeysFields.Spread),
        Alarm = values.Get(HotKeysFields.Alarm),
    })
    {
        { HotKeysFields.Key, plan => plan.Key },
        { HotKeysFields.Rate, plan => plan.Rate },
        { HotKeysFields.Share, plan => plan.Share },
        { HotKeysFields.MinimumCalls, plan => plan.CallsMin },
        { HotKeysFields.Window, plan => plan.Window },
        { HotKeysFields.Top, plan => plan.Top },
        { HotKeysFields.Leave, plan => plan.Leave },
        { HotKeysFields.Stay, plan => plan.Stay },
        { HotKeysFields.Spread, plan => plan.Spread },
        { HotKeysFields.Alarm, plan => plan.Alarm },
    };

    public static readonly Field<HotKeysPlan?> Field = new(
        "hot-keys", Shapes.NoneOrObject(Section), "Finds what very many calls ask for at once, so that limits, caches and balancing can treat it differently ('only: hot', 'spread').")
    {
        Because = "None unless asked for: only the plan knows by which part of a request calls ask for the same thing.",
    };

    public required KeyPlan Key { get; init; }

    /// <summary>Null: not looked at.</summary>
    public required Rate? Rate { get; init; }

    /// <summary>Of the interface's calls with a key, above 0, up to 1; null: not looked at.</summary>
    public required double? Share { get; init; }

    public required int CallsMin { get; init; }

    public required TimeSpan Window { get; init; }

    public required int Top { get; init; }

    /// <summary>Of the bounds by which a key became hot, above 0, up to 1.</summary>
    public required double Leave { get; init; }

    public required TimeSpan Stay { get; init; }

    /// <summary>Null: balancing treats a hot key like any other.</summary>
    public required int? Spread { get; init; }

    public required bool Alarm { get; init; }
}
