using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>One entry of <c>isolate</c> of an interface: how many of its calls may be on their way at once, altogether or for each key.</summary>
public sealed record IsolatePlan
{
    public static readonly Field<int> ConcurrencyField = new(
        "concurrency", Shapes.Count(1, PoolFields.CallsMax, "calls"), "Calls on their way at once, in this process; with 'per', those of one key.")
    {
        Required = true,
        Because = "About the rate in calls a second times the time that an answer takes, and half as much again.",
    };

    public static readonly Field<KeyPlan?> PerField = new(
        "per", Shapes.NoneOrObject(Shapes.Key), "Places for each value of this part of the request. Requests without it have theirs together.")
    {
        DefaultWords = "none",
        Because = "So that one tenant's slow calls leave the others their places.",
    };

    public static readonly Field<int> KeysMaxField = new(
        "keys-max", Shapes.Count(1, 100_000, "keys"), "Keys that are remembered; the one not asked for longest is forgotten, one with calls on their way last.")
    {
        Default = 10_000,
        Because = "A key is about 1 KB: a million made-up keys must not fill the memory.",
    };

    public static readonly Section<IsolatePlan> Section = new("isolation", Make)
    {
        { ConcurrencyField, plan => plan.Concurrency },
        { PerField, plan => plan.Per },
        { PoolFields.Queue, plan => plan.QueueMax },
        { PoolFields.Wait, plan => plan.Wait },
        { PoolFields.Order, plan => plan.Order },
        { KeysMaxField, plan => plan.KeysMax },
        { PoolFields.Observe, plan => plan.Observe },
    };

    public static readonly Field<IReadOnlyList<IsolatePlan>> Field = new(
        "isolate", Shapes.OneOrList(Section, "isolation"),
        "How many of its calls may be on their way at once: altogether, for each tenant, or both.")
    {
        Default = [],
        DefaultWords = "none",
        Because = "None unless asked for: a bound that is too low refuses calls that would have been answered.",
    };

    public required int Concurrency { get; init; }

    /// <summary>Null: of all calls together.</summary>
    public required KeyPlan? Per { get; init; }

    public required int QueueMax { get; init; }

    /// <summary>Null where nobody waits.</summary>
    public required TimeSpan? Wait { get; init; }

    public required PoolOrder Order { get; init; }

    public required int KeysMax { get; init; }

    public required bool Observe { get; init; }

    private static IsolatePlan Make(FieldValues values) => new()
    {
        Concurrency = values.Get(ConcurrencyField),
        Per = values.Get(PerField),
        QueueMax = values.Get(PoolFields.Queue),
        Wait = values.Get(PoolFields.Wait),
        Order = values.Get(PoolFields.Order),
        KeysMax = values.Get(KeysMaxField),
        Observe = values.Get(PoolFields.Observe),
    };
}
