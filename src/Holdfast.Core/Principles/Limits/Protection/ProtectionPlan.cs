using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Limits.Protection;

/// <summary><c>protect</c> of a plan: the process takes in no more than it can carry, and refuses the rest in order of importance.</summary>
public sealed record ProtectionPlan
{
    public static readonly Section<ProtectionPlan> Section = new("protection of the process", Make)
    {
        { ProtectionFields.Cpu, plan => plan.Cpu },
        { ProtectionFields.Memory, plan => plan.Memory },
        { ProtectionFields.QueueWait, plan => plan.QueueWait },
        { ProtectionFields.User, plan => plan.User },
        { ProtectionFields.Turn, plan => plan.Turn },
    };

    public static readonly Field<ProtectionPlan?> Field = new(
        "protect", Shapes.NoneOrObject(Section), "Keeps this process from taking in more than it can carry, whatever service the calls are for. 'protect: {}' is enough.")
    {
        Because = "None unless asked for: nothing is refused that nobody said may be.",
    };

    /// <summary>Null: it does not count.</summary>
    public required double? Cpu { get; init; }

    /// <summary>Null: it does not count.</summary>
    public required double? Memory { get; init; }

    /// <summary>Null: it does not count.</summary>
    public required TimeSpan? QueueWait { get; init; }

    public required KeyPlan User { get; init; }

    public required TimeSpan Turn { get; init; }

    private static ProtectionPlan Make(FieldValues values) => new()
    {
        Cpu = values.Get(ProtectionFields.Cpu),
        Memory = values.Get(ProtectionFields.Memory),
        QueueWait = values.Get(ProtectionFields.QueueWait),
        User = values.Get(ProtectionFields.User),
        Turn = values.Get(ProtectionFields.Turn),
    };
}
