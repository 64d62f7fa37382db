using CsCheck;

namespace Holdfast.Core.Tests.Principles.Limits;

/// <summary>Arrivals at random, with clocks that stand still, leap and are set back; and what may pass in any time.</summary>
internal static class Promise
{
    public const string Seed = "0000KfZ2qY51";

    private const int Hour = 3_600_000;

    /// <summary>Milliseconds from one call to the next.</summary>
    public static Gen<int[]> Arrivals { get; } = Gen.Frequency(
        (60, Gen.Int[0, 3]), (30, Gen.Int[0, 200]), (8, Gen.Int[0, 5_000]), (1, Gen.Const(Hour)), (1, Gen.Const(-Hour)), (1, Gen.Int[-2_000, -1])).Array[1, 400];

    /// <summary>When calls passed, in time that was lived through: a clock set back takes back none of it.</summary>
    public static List<long> Passed(int[] arrivals, Func<long, bool> tryTake)
    {
        var passed = new List<long>();
        var (now, lived) = (10L * Hour, 0L);
        foreach (var step in arrivals)
        {
            now += step;
            lived += Math.Max(0, step);
            if (tryTake(now)) passed.Add(lived);
        }

        return passed;
    }

    /// <param name="most">That may pass in a time of this length, both ends counted.</param>
    public static bool Holds(List<long> passed, Func<long, double> most)
    {
        for (var first = 0; first < passed.Count; first++)
            for (var last = first; last < passed.Count; last++)
                if (last - first + 1 > most(passed[last] - passed[first])) return false;
        return true;
    }
}
