using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Async;

/// <summary><c>backlog</c> of <c>async</c>: how much may wait.</summary>
public sealed record BacklogPlan
{
    public static readonly Field<int> CountField = new("count", Shapes.Count(1, 100_000_000, "operations"), "Operations that are not done with.")
    {
        Default = 100_000,
        Because = "A quarter of an hour at a hundred a second, and small beside any disk.",
    };

    public static readonly Field<long> BytesField = new("bytes", Shapes.Size(1 << 10, 1L << 50), "What their requests take on the disk.")
    {
        Default = 1L << 30,
        Because = "What can be spared on nearly any disk. With less than 64 MiB free nothing is accepted, whatever this says.",
    };

    public static readonly Field<TimeSpan> AgeField = new("age", Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(30)), "How long the oldest may have waited.")
    {
        Default = TimeSpan.FromHours(24),
        Because = "What comes behind it would hardly be delivered before it is too old.",
    };

    public static readonly Section<BacklogPlan> Section = new("backlog", Make)
    {
        { CountField, plan => plan.CountMax },
        { BytesField, plan => plan.BytesMax },
        { AgeField, plan => plan.AgeMax },
    };

    internal static readonly BacklogPlan Usual = Make(FieldValues.Empty);

    public required int CountMax { get; init; }

    public required long BytesMax { get; init; }

    public required TimeSpan AgeMax { get; init; }

    private static BacklogPlan Make(FieldValues values) => new() { CountMax = values.Get(CountField), BytesMax = values.Get(BytesField), AgeMax = values.Get(AgeField) };
}
