namespace Holdfast.Core.Principles.Limits.Overload.Shedding;

/// <summary>What came and what became of it since the machine was asked last.</summary>
public readonly ref struct ShedReading(ReadOnlySpan<int> arrivals, long served, bool isFull, double seconds, bool isHeldBack = false, double? held = null, int turned = 0)
{
    /// <summary>Calls by place.</summary>
    public ReadOnlySpan<int> Arrivals { get; } = arrivals;

    /// <summary>Calls that got a place.</summary>
    public long Served { get; } = served;

    /// <summary>Whether more came through than could be served.</summary>
    public bool IsFull { get; } = isFull;

    /// <summary>Whether the service was asked for less than it can do, to find out what that is: then it is no evidence of that.</summary>
    public bool IsHeldBack { get; } = isHeldBack;

    /// <summary>How far the rings of users have turned by now, in parts.</summary>
    public int Turned { get; } = turned;

    /// <summary>How long that was.</summary>
    public double Seconds { get; } = seconds;

    /// <summary>Calls a second to which whoever asks holds them, by what he knows; null: it follows from what was served.</summary>
    public double? Held { get; } = held;
}
