namespace Holdfast.Gateway.Front.Floods;

/// <summary>How much one client has asked for that serves nobody: a bucket that leaks, in points of <see cref="FrameCost"/>.</summary>
/// <remarks>
/// Far above what any client does. The busiest honest ones are gRPC clients that measure a path of 1 ms with a PING a
/// round trip, and those whose calls all time out; the floods known come in tens of thousands a second.
/// </remarks>
/// <param name="Level">Points now; at <see cref="LevelMax"/> the connection is cut.</param>
/// <param name="At">When it was last looked at, on a clock that only goes forward.</param>
internal readonly record struct FloodMeter(long Level, TimeSpan At)
{
    public const long LevelMax = 10_000;

    public const long LeakEachSecond = 2_000;

    private const long TicksOfPoint = TimeSpan.TicksPerSecond / LeakEachSecond;

    public bool IsOver => Level >= LevelMax;

    /// <param name="cost">Of all frames since; negative gives back, never below nothing.</param>
    public FloodMeter Add(long cost, TimeSpan now)
    {
        // Whole points; the rest of a point is left to leak by the next look.
        var leaked = (now - At).Ticks / TicksOfPoint;
        return new FloodMeter(Math.Max(0, Math.Max(0, Level - leaked) + cost), At + TimeSpan.FromTicks(leaked * TicksOfPoint));
    }
}
