using System.Buffers;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Fields;

/// <summary>A length of time with its unit: <c>800ms</c>, <c>1.5s</c>, <c>1h30m</c>.</summary>
internal sealed class DurationShape(TimeSpan min, TimeSpan max) : ScalarShape<TimeSpan>
{
    // In falling order, which is also the order in which they may follow one another.
    private static readonly (string Name, long Ticks)[] Units =
    [
        ("d", TimeSpan.TicksPerDay), ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond), ("ms", TimeSpan.TicksPerMillisecond),
    ];

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    public override string Title => "duration";

    public override string Unit => "ms, s, m, h, d";

    public override string Bounds => $"{Write(min)} to {Write(max)}";

    protected override string Hint => "a duration such as 800ms, 2s, 5m or 1h30m";

    public override ScalarFault? Parse(string text, out TimeSpan value)
    {
        value = default;
        if (text.Length > 0 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var bare) && double.IsFinite(bare) && text != "0")
            return new(ValueErrors.Malformed, $"'{Printable.Of(text)}' has no unit", $"Write {text}ms, {text}s or {text}m, as you mean it.");
        if (text.StartsWith('-'))
            return new(ValueErrors.OutOfBounds, $"'{Printable.Of(text)}' is negative", $"Write a duration of {Bounds}.");
        var ticks = 0m;
        if (text != "0" && !TryAdd(text, ref ticks))
            return Malformed(text);
        if (ticks < min.Ticks || ticks > max.Ticks)
            return new(ValueErrors.OutOfBounds, $"'{Printable.Of(text)}' is out of bounds", $"Write a duration of {Bounds}.");
        value = TimeSpan.FromTicks((long)ticks);
        return null;
    }

    public override string Write(TimeSpan value)
    {
        if (value < TimeSpan.FromSeconds(1))
            return value == TimeSpan.Zero ? "0s" : Number(value.Ticks, TimeSpan.TicksPerMillisecond) + "ms";
        var result = "";
        var left = value.Ticks;
        foreach (var (name, ticks) in Units[..3])
        {
            // 90s and 36h are read faster than 1m30s and 1d12h; 1h30m faster than 90m.
            if (left < (result.Length == 0 && name != "h" ? 2 * ticks : ticks))
                continue;
            result += (left / ticks).ToString(CultureInfo.InvariantCulture) + name;
            left %= ticks;
        }

        return left == 0 ? result : result + Number(left, TimeSpan.TicksPerSecond) + "s";
    }

    public override JsonObject Schema() => OrVariable(new JsonObject
    {
        ["type"] = "string",
        ["pattern"] = @"^([0-9]+(\.[0-9]+)?(d|h|m|s|ms))+$",
    });

    private static string Number(long ticks, long unit) =>
        ((decimal)ticks / unit).ToString("0.#######", CultureInfo.InvariantCulture);

    private static bool TryAdd(ReadOnlySpan<char> text, ref decimal ticks)
    {
        var unitsLeft = Units.AsSpan();
        if (text.IsEmpty)
            return false;
        while (!text.IsEmpty)
        {
            var digits = text.IndexOfAnyExcept(Digits);
            // Beyond 15 digits no unit is within any bounds, and a decimal would lose its own.
            if (digits is <= 0 or > 15
                || !decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
                return false;
            text = text[digits..];
            var length = text.IndexOfAnyInRange('0', '9');
            var unit = length < 0 ? text : text[..length];
            text = text[unit.Length..];
            while (!unitsLeft.IsEmpty && !unit.SequenceEqual(unitsLeft[0].Name))
                unitsLeft = unitsLeft[1..];
            if (unitsLeft.IsEmpty)
                return false;
            ticks += number * unitsLeft[0].Ticks;
            unitsLeft = unitsLeft[1..];
        }

        return true;
    }
}
