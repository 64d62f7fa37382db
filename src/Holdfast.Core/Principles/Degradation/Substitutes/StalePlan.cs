using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary><c>stale</c> of a substitute.</summary>
public sealed record StalePlan
{
    public static readonly Field<TimeSpan> MaxAgeField = new(
        "max-age", Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(365)), "For how long after its freshness it may be given.")
    {
        Default = TimeSpan.FromHours(1),
        Because = "An answer that is too old can do more harm than an error. Only who knows the answers can say when that is.",
    };

    public static readonly Section<StalePlan> Section = new("stale answer", values => new StalePlan { AgeMax = values.Get(MaxAgeField) })
    {
        { MaxAgeField, plan => plan.AgeMax },
    };

    public required TimeSpan AgeMax { get; init; }
}
