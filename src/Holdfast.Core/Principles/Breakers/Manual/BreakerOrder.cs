using Holdfast.Core.Commands;

namespace Holdfast.Core.Principles.Breakers.Manual;

/// <summary>An operator's word about a breaker; it always ends.</summary>
/// <param name="Until">Timestamp.</param>
public sealed record BreakerOrder(BreakerMode Mode, CommandOrder Order, DateTimeOffset Since, long Until)
{
    /// <summary>As <c>forced open by ann: database is being restored</c>.</summary>
    public string Words { get; } = $"{Name(Mode)} {Order}";

    public static string Name(BreakerMode mode) => mode switch
    {
        BreakerMode.ForcedOpen => "forced open",
        BreakerMode.ForcedClosed => "forced closed",
        _ => "observed only",
    };
}
