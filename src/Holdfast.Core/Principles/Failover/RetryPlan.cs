using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Principles.Failover.Hedging;

namespace Holdfast.Core.Principles.Failover;

/// <summary><c>retry</c> of an interface.</summary>
public sealed record RetryPlan
{
    public static readonly Field<int> AttemptsField = new(
        "attempts", Shapes.Count(1, 10, "attempts"), "Tries of one call, the first included; each further one on another node. 1: no retry.")
    {
        Default = 3,
        Because = "Two retries hide the death of two nodes at once, as in a deploy; 'retry-budget' bounds what all of them together may add.",
    };

    public static readonly Field<TimeSpan?> PerTryField = new(
        "per-try", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1))),
        "Longest time for one attempt; the interface's 'timeout' binds all of them together.")
    {
        Because = "None unless asked for: too short a time turns slow answers into failures. At most 'timeout', also when multiplied by the attempts.",
    };

    public static readonly Field<LatePlan?> LateField = new(
        "late", Shapes.NoneOrObject(LatePlan.Section),
        "When an attempt in flight is late: evidence against its node, long before any time-out. none: waiting is no evidence.")
    {
        Default = LatePlan.Default,
        Because = "A node that hangs is found in milliseconds.",
    };

    public static readonly Field<HedgePlan?> HedgeField = new(
        "hedge", Shapes.NoneOrObject(HedgePlan.Section),
        "When a call whose attempt waits is made on a second node beside it; the first answer counts, and the other attempt is ended. none: never.")
    {
        Default = HedgePlan.WhenLate,
        DefaultWords = "safe calls, when late",
        Because = "Callers of a node that hangs do not wait out a time-out. Earlier second attempts cut the slowest answers as well, and cost a few more.",
    };

    public static readonly Field<long> ReplayField = new(
        "replay", Shapes.Size(0, 1 << 20), "Bodies up to this length are read whole before they are sent and held until the answer begins, so that no node waits for a slow caller, and an idempotent request (PUT, DELETE, or one with an Idempotency-Key) can be sent again.")
    {
        Default = 64 * 1024,
        Because = "Larger ones would cost memory for every call to help the few that fail; they are sent once.",
    };

    public static readonly Section<RetryPlan> Section = new("retry", values => new RetryPlan
    {
        Attempts = values.Get(AttemptsField),
        PerTry = values.Get(PerTryField),
        Backoff = values.Get(BackoffPlan.Field),
        Late = values.Get(LateField),
        Hedge = values.Get(HedgeField),
        ReplayBytesMax = values.Get(ReplayField),
    }, off: "attempts: 1")
    {
        { AttemptsField, plan => plan.Attempts },
        { PerTryField, plan => plan.PerTry },
        { BackoffPlan.Field, plan => plan.Backoff },
        { LateField, plan => plan.Late },
        { HedgeField, plan => plan.Hedge },
        { ReplayField, plan => plan.ReplayBytesMax },
    };

    public static readonly Field<RetryPlan> Field = new(
        "retry", Section, "When a call is tried again, and for how long each attempt may take.")
    {
        Default = new RetryPlan
        {
            Attempts = AttemptsField.Default,
            PerTry = null,
            Backoff = BackoffPlan.Field.Default!,
            Late = LatePlan.Default,
            Hedge = HedgePlan.WhenLate,
            ReplayBytesMax = ReplayField.Default,
        },
    };

    /// <summary>The first one included.</summary>
    public required int Attempts { get; init; }

    /// <summary>Null: only the deadline of the call binds an attempt.</summary>
    public required TimeSpan? PerTry { get; init; }

    public required BackoffPlan Backoff { get; init; }

    /// <summary>Null: no attempt is ever late.</summary>
    public required LatePlan? Late { get; init; }

    /// <summary>Null: no attempt is made beside another.</summary>
    public required HedgePlan? Hedge { get; init; }

    public required long ReplayBytesMax { get; init; }
}
