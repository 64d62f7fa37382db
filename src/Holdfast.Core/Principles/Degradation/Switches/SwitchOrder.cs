using Holdfast.Core.Commands;
using Holdfast.Core.Layers;
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

    /// <summary>Whom alone it holds for; null: all callers.</summary>
    public SwitchCaller? Caller { get; init; }

    /// <summary>The arguments of its command but the time, as they were given; empty where a plan has laid it.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The step that it carries out; null: it was set by hand.</summary>
    public Layer? Layer { get; init; }

    /// <summary>For whom it holds.</summary>
    public LayerPart Part => Layer?.Part ?? LayerPart.Whole;

    /// <summary>What is said to have been decided where it answers a call.</summary>
    public string Given => (Layer is null, Kind) switch
    {
        (true, SwitchKind.Stale) => "switched-stale",
        (true, _) => "switched-answer",
        (_, SwitchKind.Stale) => "degraded-stale",
        _ => "degraded-answer",
    };

    /// <summary>What callers are told that it refuses.</summary>
    public required Refusal Refusal { get; init; }

    /// <summary>As <c>off</c> or <c>share 10%</c>.</summary>
    public required string Words { get; init; }
}
