using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Degradation.Switches;

/// <summary>One switch that is set on an interface; it always ends.</summary>
/// <param name="Until">Timestamp.</param>
/// <param name="Ends">The same by the calendar, for people and for the next process.</param>
internal sealed record SwitchOrder(SwitchKind Kind, CommandOrder Order, long Until, DateTimeOffset Ends)
{
    /// <summary>Of <see cref="SwitchKind.Answer"/>; else null.</summary>
    public StoredAnswer? Answer { get; init; }

    /// <summary>Of <see cref="SwitchKind.Share"/>: the share of callers that is let in; else 1.</summary>
    public double Share { get; init; } = 1;

    /// <summary>The arguments of its command but the time, as they were given.</summary>
    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    /// <summary>What callers are told that it refuses.</summary>
    public required Refusal Refusal { get; init; }

    /// <summary>As <c>off</c> or <c>share 10%</c>.</summary>
    public required string Words { get; init; }
}
