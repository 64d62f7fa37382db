namespace Holdfast.Core.Discovery.Drafting;

/// <summary>The next number up that a person would have written.</summary>
internal static class ReadableBounds
{
    private static readonly int[] Tenths = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80, 100];

    private static readonly int[] Seconds = [1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200];

    private static readonly TimeSpan TimeMax = TimeSpan.FromHours(24);

    private const long Megabyte = 1 << 20;

    /// <param name="number">At least 0; up to ten that is itself a number one would write.</param>
    public static long Count(double number)
    {
        var whole = (long)Math.Ceiling(number);
        if (whole <= 10) return whole;
        var scale = 1L;
        while (scale * 10 < whole) scale *= 10;
        return Tenths.Select(tenth => tenth * scale / 10).First(step => step >= whole);
    }

    /// <summary>A second at the least, a day at the most.</summary>
    public static TimeSpan Time(double seconds)
    {
        foreach (var step in Seconds)
            if (step >= seconds) return TimeSpan.FromSeconds(step);
        return TimeMax;
    }

    /// <summary>At least one.</summary>
    public static long Megabytes(double bytes) => Math.Max(1, Count(bytes / Megabyte));
}
