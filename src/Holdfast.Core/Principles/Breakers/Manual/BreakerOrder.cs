using Holdfast.Core.Commands;
using Holdfast.Core.Layers;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Breakers.Manual;

/// <summary>An operator's word about a breaker; it always ends.</summary>
/// <param name="Until">Timestamp.</param>
public sealed record BreakerOrder(BreakerMode Mode, CommandOrder Order, DateTimeOffset Since, long Until)
{
    /// <summary>The step that it carries out; null: it is an operator's word.</summary>
    public Layer? Layer { get; init; }

    /// <summary>Of a step: what callers are told.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>As <c>forced open by ann: database is being restored</c>.</summary>
    public string Words { get; } = $"{Name(Mode)} {Order}";

    public static string Name(BreakerMode mode) => mode switch
    {
        BreakerMode.ForcedOpen => "forced open",
        BreakerMode.ForcedClosed => "forced closed",
        _ => "observed only",
    };
}
