using Holdfast.Core.Commands;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Layers;

/// <summary>One step of a degradation plan that is entered: what lies over the plan's own word for a while. Made when the plan goes live, so that entering has nothing left to find out.</summary>
/// <param name="Target">The interface, or the service.</param>
/// <param name="Rule">Path of the step in the plan: what refuses a call by it names it.</param>
public sealed record Layer(LayerKind Kind, string Target, string Rule)
{
    /// <summary>As <c>big-sale level 1</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What it does, as <c>off</c> or <c>limited to 100/s</c>.</summary>
    public required string Words { get; init; }

    /// <summary>Who entered the plan, and why.</summary>
    public CommandOrder Order { get; init; } = new("", "");

    /// <summary>Timestamp: from then on it is nothing, whether or not anybody has taken it off.</summary>
    public long Until { get; init; }

    /// <summary>For whom it holds.</summary>
    public LayerPart Part { get; init; } = LayerPart.Whole;

    /// <summary>What it costs: told by whoever carries it out, of every call that it decides about.</summary>
    public LayerTally Tally { get; init; } = new();

    /// <summary>Of <see cref="LayerKind.Answer"/>; else null.</summary>
    public StoredAnswer? Answer { get; init; }

    /// <summary>Of <see cref="LayerKind.Share"/>: the share of callers that is let in.</summary>
    public double Share { get; init; } = 1;

    /// <summary>Of <see cref="LayerKind.Limit"/>.</summary>
    public Rate Rate { get; init; }

    /// <summary>Of <see cref="LayerKind.Drain"/>: a node's address; empty: all nodes of <see cref="Zone"/>.</summary>
    public string Node { get; init; } = "";

    /// <summary>Of <see cref="LayerKind.Drain"/>.</summary>
    public string Zone { get; init; } = "";

    /// <summary>As a path of the plan.</summary>
    public string Subject => Kind is LayerKind.Breaker or LayerKind.Drain ? $"services.{Target}" : $"interfaces.{Target}";
}
