using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover;

/// <summary><c>retry</c> of an interface.</summary>
public sealed record RetryPlan
{
    public static readonly Field<int> AttemptsField = new(
        "attempts", Shapes.Count(1, 10, "attempts"), "Tries of one call, the first included; each further one on another node. 1: no retry.")
    {
        Default = 2,
        Because = "One retry hides the death of one node. More of them multiply the load just when every node is in trouble.",
    };

    public static readonly Field<TimeSpan?> PerTryField = new(
        "per-try", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1))),
        "Longest time for one attempt; the interface's 'timeout' binds all of them together.")
    {
        Because = "None unless asked for: too short a time turns slow answers into failures. At most 'timeout', also when multiplied by the attempts.",
    };

    public static readonly Section<RetryPlan> Section = new("retry", values => new RetryPlan
    {
        Attempts = values.Get(AttemptsField),
        PerTry = values.Get(PerTryField),
    })
    {
        { AttemptsField, plan => plan.Attempts },
        { PerTryField, plan => plan.PerTry },
    };

    public static readonly Field<RetryPlan> Field = new(
        "retry", Section, "When a call is tried again, and for how long each attempt may take.")
    {
        Default = new RetryPlan { Attempts = AttemptsField.Default, PerTry = null },
    };

    /// <summary>The first one included.</summary>
    public required int Attempts { get; init; }

    /// <summary>Null: only the deadline of the call binds an attempt.</summary>
    public required TimeSpan? PerTry { get; init; }
}
