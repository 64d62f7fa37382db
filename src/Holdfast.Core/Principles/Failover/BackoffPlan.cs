using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Failover;

/// <summary><c>retry.backoff</c> of an interface.</summary>
public sealed record BackoffPlan
{
    public static readonly Field<TimeSpan> BaseField = new(
        "base", Shapes.Duration(TimeSpan.Zero, TimeSpan.FromMinutes(1)), "Longest wait before the first retry; doubles with each further one.")
    {
        Default = TimeSpan.FromMilliseconds(25),
        Because = "The wait is drawn evenly from 0 to this: calls that failed together do not come back together.",
    };

    public static readonly Field<TimeSpan> CapField = new(
        "cap", Shapes.Duration(TimeSpan.Zero, TimeSpan.FromMinutes(1)), "Longest wait before any retry.")
    {
        Default = TimeSpan.FromMilliseconds(250),
    };

    public static readonly Section<BackoffPlan> Section = new("backoff", values => new BackoffPlan
    {
        Base = values.Get(BaseField),
        Cap = values.Get(CapField),
    })
    {
        { BaseField, plan => plan.Base },
        { CapField, plan => plan.Cap },
    };

    public static readonly Field<BackoffPlan> Field = new(
        "backoff", Section, "How long to wait before a retry: full jitter between nothing and a bound that doubles.")
    {
        Default = new BackoffPlan { Base = BaseField.Default, Cap = CapField.Default },
    };

    public required TimeSpan Base { get; init; }

    public required TimeSpan Cap { get; init; }
}
