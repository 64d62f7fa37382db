using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>One partition of a pool: whose calls it is for, and what is guaranteed to them.</summary>
public sealed record PartitionPlan
{
    public static readonly Field<double> ShareField = new(
        "share", Shapes.Ratio, "Share of the pool's places that is guaranteed to it. It may use more while others leave theirs idle.")
    {
        Required = true,
    };

    public static readonly Field<double> LendField = new(
        "lend", Shapes.RatioOrZero, "Part of its guaranteed places that others may use while they are idle; they come back as calls end, before anybody else gets more.")
    {
        Default = 0.5,
        Because = "Half of them are always at hand without a wait, the other half does not lie idle. 0 keeps all of them free, 1 none.",
    };

    public static readonly Field<IReadOnlyList<string>> InterfacesField = new(
        "interfaces", Shapes.OneOrList(Shapes.Name("interface"), "interface"), "The interfaces whose calls are its own.")
    {
        Default = [],
        DefaultWords = "all",
    };

    public static readonly Field<IReadOnlyList<Criticality>> CriticalityField = new(
        "criticality", Shapes.OneOrList(
            Shapes.Choice(
                ("critical", Criticality.Critical), ("high", Criticality.High), ("normal", Criticality.Normal), ("sheddable", Criticality.Sheddable)),
            "criticality"),
        "The criticality of the calls that are its own.")
    {
        Default = [],
        DefaultWords = "any",
    };

    public static readonly Section<PartitionPlan> Section = new("partition", Make)
    {
        { ShareField, plan => plan.Share },
        { LendField, plan => plan.Lend },
        { InterfacesField, plan => plan.Interfaces },
        { CriticalityField, plan => plan.Criticalities },
    };

    /// <summary>Above 0, up to 1.</summary>
    public required double Share { get; init; }

    /// <summary>0 to 1.</summary>
    public required double Lend { get; init; }

    /// <summary>Empty: all.</summary>
    public required IReadOnlyList<string> Interfaces { get; init; }

    /// <summary>Empty: any.</summary>
    public required IReadOnlyList<Criticality> Criticalities { get; init; }

    public bool IsFor(string target, Criticality criticality) =>
        (Interfaces.Count == 0 || Interfaces.Contains(target)) && (Criticalities.Count == 0 || Criticalities.Contains(criticality));

    private static PartitionPlan Make(FieldValues values) => new()
    {
        Share = values.Get(ShareField),
        Lend = values.Get(LendField),
        Interfaces = values.Get(InterfacesField),
        Criticalities = values.Get(CriticalityField),
    };
}
