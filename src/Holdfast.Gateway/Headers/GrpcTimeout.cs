using System.Globalization;

namespace Holdfast.Gateway.Headers;

/// <summary>The value of <c>grpc-timeout</c>: up to eight digits and a unit (gRPC over HTTP/2, Requests).</summary>
internal static class GrpcTimeout
{
    private const int DigitsMax = 8;
    private const long ValueMax = 99_999_999;

    /// <summary>Finest unit first; nanoseconds are read, never written.</summary>
    private static readonly (char Unit, long Ticks)[] Units =
    [
        ('u', TimeSpan.TicksPerMicrosecond), ('m', TimeSpan.TicksPerMillisecond), ('S', TimeSpan.TicksPerSecond),
        ('M', TimeSpan.TicksPerMinute), ('H', TimeSpan.TicksPerHour),
    ];

    /// <returns>False when it is no such value: then it is the node's to say so.</returns>
    public static bool TryParse(string? text, out TimeSpan timeout)
    {
        timeout = default;
        if (text is not { Length: > 1 and <= DigitsMax + 1 }) return false;
        if (!long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return false;
        if (text[^1] == 'n')
        {
            timeout = TimeSpan.FromTicks(value / TimeSpan.NanosecondsPerTick);
            return true;
        }

        foreach (var (unit, ticks) in Units)
        {
            if (text[^1] != unit) continue;
            timeout = TimeSpan.FromTicks(value * ticks);
            return true;
        }

        return false;
    }

    /// <summary>In milliseconds where they have room, rounded down: never longer than it is.</summary>
    /// <param name="timeout">Above zero.</param>
    public static string Write(TimeSpan timeout)
    {
        foreach (var (unit, ticks) in Units)
        {
            var value = timeout.Ticks / ticks;
            var isTooFine = unit == 'u' && timeout.Ticks >= TimeSpan.TicksPerMillisecond;
            if (value <= ValueMax && !isTooFine) return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, value)}{unit}");
        }

        return string.Create(CultureInfo.InvariantCulture, $"{ValueMax}H");
    }
}
