using Holdfast.Core.Readings;

namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>Whether a condition holds. Pure.</summary>
internal static class ConditionMachine
{
    /// <param name="read">Null: it is not known, and then no comparison holds: neither above nor below.</param>
    public static bool Holds(ConditionNode node, Func<ReadingKind, string, double?> read) => node switch
    {
        ConditionAll all => all.Parts.All(part => Holds(part, read)),
        ConditionAny any => any.Parts.Any(part => Holds(part, read)),
        ConditionNot not => !Holds(not.Part, read),
        ConditionFlag flag => read(flag.Kind, flag.Subject) is > 0,
        ConditionCompare compare => read(compare.Kind, compare.Subject) is { } value && compare.Sign switch
        {
            ConditionSign.Above => value > compare.Bound,
            ConditionSign.AtLeast => value >= compare.Bound,
            ConditionSign.Below => value < compare.Bound,
            _ => value <= compare.Bound,
        },
        _ => false,
    };

    /// <summary>Every reading that it looks at.</summary>
    public static IEnumerable<(ReadingKind Kind, string Subject, int At)> Readings(ConditionNode node) => node switch
    {
        ConditionAll all => all.Parts.SelectMany(Readings),
        ConditionAny any => any.Parts.SelectMany(Readings),
        ConditionNot not => Readings(not.Part),
        ConditionFlag flag => [(flag.Kind, flag.Subject, flag.At)],
        ConditionCompare compare => [(compare.Kind, compare.Subject, compare.At)],
        _ => [],
    };
}
