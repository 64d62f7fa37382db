using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Breakers;

/// <summary><c>breaker</c> of a service: when calls are broken off, and how they come back.</summary>
public sealed record BreakerPlan
{
    public static readonly Section<BreakerPlan> Section = new("breaker", Make)
    {
        { BreakerFields.FailureRatio, plan => plan.FailureRatio },
        { BreakerFields.ConsecutiveFailures, plan => plan.ConsecutiveFailures },
        { BreakerFields.Counts, plan => BreakerFields.Listed(plan.Counts) },
        { BreakerFields.Statuses, plan => plan.Statuses },
        { BreakerFields.Slow, plan => plan.Slow },
        { BreakerFields.SlowRatio, plan => plan.SlowRatio },
        { BreakerFields.Hanging, plan => plan.Hanging },
        { BreakerFields.Window, plan => plan.Window },
        { BreakerFields.MinimumCalls, plan => plan.CallsMin },
        { BreakerFields.Open, plan => plan.Open },
        { BreakerFields.OpenMax, plan => plan.OpenMax },
        { BreakerFields.Ramping, plan => plan.Ramping },
        { BreakerFields.TrialTimeout, plan => plan.TrialTimeout },
        { BreakerFields.Quorum, plan => plan.Quorum },
        { BreakerFields.Scope, plan => plan.Scope },
        { BreakerFields.Per, plan => plan.Per },
        { BreakerFields.KeysMax, plan => plan.KeysMax },
        { BreakerFields.Observe, plan => plan.Observe },
    };

    public static readonly Field<BreakerPlan?> Field = new(
        "breaker", Shapes.NoneOrObject(Section), "When calls to the service are broken off for a while, and how they come back.")
    {
        Because = "None unless asked for: a breaker refuses calls that might have been answered, so it is for services whose failure is worse than their absence.",
    };

    /// <summary>Null: failures are not held against the calls.</summary>
    public required double? FailureRatio { get; init; }

    /// <summary>Null: they are not counted in a row.</summary>
    public required int? ConsecutiveFailures { get; init; }

    public required BreakerFailures Counts { get; init; }

    public required StatusRanges Statuses { get; init; }

    /// <summary>Null: no call is slow, and none hangs.</summary>
    public required TimeSpan? Slow { get; init; }

    /// <summary>Null: slow calls are not held against the others.</summary>
    public required double? SlowRatio { get; init; }

    /// <summary>Null: no number of hanging calls alone opens it.</summary>
    public required int? Hanging { get; init; }

    public required BreakerWindow Window { get; init; }

    public required int CallsMin { get; init; }

    public required TimeSpan Open { get; init; }

    public required TimeSpan OpenMax { get; init; }

    public required BreakerRampPlan Ramping { get; init; }

    public required TimeSpan TrialTimeout { get; init; }

    /// <summary>Null: the version is judged as one.</summary>
    public required double? Quorum { get; init; }

    public required BreakerScope Scope { get; init; }

    /// <summary>Null: one breaker for all callers.</summary>
    public required KeyPlan? Per { get; init; }

    public required int KeysMax { get; init; }

    /// <summary>It refuses nothing, and says what it would have refused.</summary>
    public required bool Observe { get; init; }

    private static BreakerPlan Make(FieldValues values) => new()
    {
        FailureRatio = values.Get(BreakerFields.FailureRatio),
        ConsecutiveFailures = values.Get(BreakerFields.ConsecutiveFailures),
        Counts = values.Get(BreakerFields.Counts).Aggregate(BreakerFailures.None, static (sum, kind) => sum | kind),
        Statuses = values.Get(BreakerFields.Statuses),
        Slow = values.Get(BreakerFields.Slow),
        SlowRatio = values.Get(BreakerFields.SlowRatio),
        Hanging = values.Get(BreakerFields.Hanging),
        Window = values.Get(BreakerFields.Window),
        CallsMin = values.Get(BreakerFields.MinimumCalls),
        Open = values.Get(BreakerFields.Open),
        OpenMax = values.Get(BreakerFields.OpenMax),
        Ramping = values.Get(BreakerFields.Ramping),
        TrialTimeout = values.Get(BreakerFields.TrialTimeout),
        Quorum = values.Get(BreakerFields.Quorum),
        Scope = values.Get(BreakerFields.Scope),
        Per = values.Get(BreakerFields.Per),
        KeysMax = values.Get(BreakerFields.KeysMax),
        Observe = values.Get(BreakerFields.Observe),
    };
}
