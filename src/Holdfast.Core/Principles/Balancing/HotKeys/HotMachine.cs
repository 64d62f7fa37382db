using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>When a key becomes hot, and when it is hot no longer. Pure.</summary>
public static class HotMachine
{
    /// <summary>A key that finds no place takes that of the least hot one if it has so many times its calls.</summary>
    public const double DisplacesFrom = 1.5;

    public static bool Enters(in HotReading reading, HotKeysPlan plan) =>
        reading.Calls >= plan.CallsMin && Reaches(reading, plan, part: 1);

    /// <param name="hotFor">Since it became hot.</param>
    public static bool Stays(in HotReading reading, HotKeysPlan plan, TimeSpan hotFor) =>
        hotFor < plan.Stay || Reaches(reading, plan, plan.Leave);

    /// <summary>The number that a key is hot by, and its bound: calls a second where they alone reach it, or are all that is looked at; else its share.</summary>
    public static Measure Measured(double rate, double share, HotKeysPlan plan) =>
        plan.Rate is { } bound && (plan.Share is not { } least || (rate >= bound.PerSecond && share < least))
            ? new Measure("calls_per_second", rate, bound.PerSecond)
            : new Measure("share", share, plan.Share ?? 0);

    private static bool Reaches(in HotReading reading, HotKeysPlan plan, double part) =>
        reading.Rate >= (plan.Rate?.PerSecond ?? double.PositiveInfinity) * part || reading.Share >= (plan.Share ?? double.PositiveInfinity) * part;
}
