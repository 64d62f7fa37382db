namespace Holdfast.Testing.Overload;

/// <summary>What is asked of nodes whose capacity is known, and what of them.</summary>
public sealed record OverloadLoad
{
    /// <summary>How many pieces of work a node does at once.</summary>
    public int Slots { get; init; } = 4;

    /// <summary>How long one takes.</summary>
    public TimeSpan Work { get; init; } = TimeSpan.FromMilliseconds(20);

    public int Nodes { get; init; } = 4;

    /// <summary>An answer later than this is of no use, and callers wait no longer.</summary>
    public TimeSpan InTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Share of the capacity that is asked for by calls that are critical.</summary>
    public double CriticalShare { get; init; } = 0.25;

    /// <summary>Calls a second that all nodes together can answer.</summary>
    public int Capacity => (int)Math.Round(Nodes * Slots / Work.TotalSeconds);
}
