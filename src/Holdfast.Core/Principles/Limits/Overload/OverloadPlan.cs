using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary><c>overload</c> of a service: it is asked no more at once than it can answer, and the rest is refused in order of importance.</summary>
public sealed record OverloadPlan
{
    public static readonly Section<OverloadPlan> Section = new("overload", Make)
    {
        { OverloadFields.Slack, plan => plan.Slack },
        { OverloadFields.Min, plan => plan.Min },
        { OverloadFields.Max, plan => plan.Max },
        { OverloadFields.Start, plan => plan.Start },
        { OverloadFields.Queue, plan => plan.QueueMax },
        { OverloadFields.Wait, plan => plan.Wait },
        { OverloadFields.User, plan => plan.User },
        { OverloadFields.Turn, plan => plan.Turn },
    };

    public static readonly Field<OverloadPlan?> Field = new(
        "overload", Shapes.NoneOrObject(Section), "Keeps the service from being asked more at once than it can answer: a limit that is measured all the time. 'overload: {}' is enough.")
    {
        Because = "None unless asked for: nothing is refused that nobody said may be.",
    };

    public required double Slack { get; init; }

    public required int Min { get; init; }

    public required int Max { get; init; }

    public required int Start { get; init; }

    public required int QueueMax { get; init; }

    public required TimeSpan Wait { get; init; }

    public required KeyPlan User { get; init; }

    public required TimeSpan Turn { get; init; }

    private static OverloadPlan Make(FieldValues values) => new()
    {
        Slack = values.Get(OverloadFields.Slack),
        Min = values.Get(OverloadFields.Min),
        Max = values.Get(OverloadFields.Max),
        Start = values.Get(OverloadFields.Start),
        QueueMax = values.Get(OverloadFields.Queue),
        Wait = values.Get(OverloadFields.Wait),
        User = values.Get(OverloadFields.User),
        Turn = values.Get(OverloadFields.Turn),
    };
}
