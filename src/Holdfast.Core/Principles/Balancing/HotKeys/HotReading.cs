namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>How a key stands among all.</summary>
/// <param name="Calls">Of the key, older ones halved for each window that passed.</param>
/// <param name="Total">Of all keys, counted alike.</param>
/// <param name="Seconds">The time that a steady stream takes to bring such counts: from a window, when the present one has just begun, to two.</param>
public readonly record struct HotReading(double Calls, double Total, double Seconds)
{
    /// <summary>Calls a second.</summary>
    public double Rate => Calls / Seconds;

    /// <summary>Of all calls, 0 to 1.</summary>
    public double Share => Total <= 0 ? 0 : Math.Min(1, Calls / Total);
}
