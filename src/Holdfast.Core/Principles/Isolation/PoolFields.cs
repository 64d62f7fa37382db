using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Keys that all pools share.</summary>
public static class PoolFields
{
    /// <summary>Places of the largest pool: no more could be counted.</summary>
    public const int CallsMax = 30_000;

    public const int QueueMax = 10_000;

    public static readonly Field<int> Queue = new(
        "queue", Shapes.Count(0, QueueMax, "calls"), "Calls that wait for a place at once, of each pool. One more is refused.")
    {
        Because = "None unless asked for: a queue helps over a short burst; where calls come faster than they end it only makes all of them late.",
    };

    public static readonly Field<TimeSpan?> Wait = new(
        "wait", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1))),
        "Longest wait for a place; the call's deadline ends it too. Needed with 'queue'.")
    {
        Because = "Only who knows the callers can say for how long an answer is still of use to them.",
    };

    public static readonly Field<PoolOrder> Order = new(
        "order", Shapes.Choice(("first", PoolOrder.First), ("last", PoolOrder.Last)),
        "Who gets the next place: who came first, or who came last. With last, a queue that is full puts out who has waited longest.")
    {
        Default = PoolOrder.First,
        Because = "First come, first served is fair. Under lasting overload it has everybody wait to the end; with last, some are answered at once.",
    };

    public static readonly Field<bool> Observe = new(
        "observe", Shapes.Flag, "Everybody is let in; counted are those that would have waited or been refused.")
    {
        Because = "To see what a bound would do before it does.",
    };
}
