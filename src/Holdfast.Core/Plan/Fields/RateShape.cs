using System.Globalization;
using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Fields;

/// <summary>So many in so long: <c>500/s</c>, <c>10/m</c>, <c>1000/h</c>, <c>100/10s</c>.</summary>
internal sealed class RateShape : ScalarShape<Rate>
{
    private const int CountMax = 10_000_000;

    private static readonly ScalarShape<TimeSpan> Period =
        (ScalarShape<TimeSpan>)Shapes.Duration(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1));

    public override string Title => "rate";

    public override string Unit => "/s, /m, /h, /d, or / and a duration";

    public override string Bounds => string.Create(CultureInfo.InvariantCulture, $"1 to {CountMax:N0} in 1s to 24h");

    protected override string Hint => "a rate such as 500/s, 10/m, 1000/h or 100/10s";

    public override ScalarFault? Parse(string text, out Rate value)
    {
        value = default;
        var slash = text.IndexOf('/');
        if (slash < 0)
            return text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit)
                ? new(ValueErrors.Malformed, $"'{text}' does not say in what time", $"Write {text}/s, {text}/m or {text}/h, as you mean it.")
                : Malformed(text);
        if (CountOf(text[..slash], out var count) is { } fault) return fault;
        // Of the unit alone, there is one: 500/s.
        var unit = text[(slash + 1)..];
        var written = unit.Length > 0 && char.IsAsciiLetter(unit[0]) ? $"1{unit}" : unit;
        if (Period.Parse(written, out var period) is { } bad)
        {
            return bad.Known == ValueErrors.OutOfBounds
                ? new(ValueErrors.OutOfBounds, $"'{Printable.Of(text)}' counts over too short or too long a time", "Count over 1s to 24h: what is counted does not outlive the process, and a longer time would be a promise that nobody keeps.")
                : Malformed(text);
        }

        value = new Rate(count, period);
        return null;
    }

    public override string Write(Rate value)
    {
        var unit = value.Period.Ticks switch
        {
            TimeSpan.TicksPerSecond => "s",
            TimeSpan.TicksPerMinute => "m",
            TimeSpan.TicksPerHour => "h",
            TimeSpan.TicksPerDay => "d",
            _ => Period.Write(value.Period),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value.Count}/{unit}");
    }

    public override JsonObject Schema() => OrVariable(new JsonObject
    {
        ["type"] = "string",
        ["pattern"] = @"^[0-9]+/(s|m|h|d|([0-9]+(\.[0-9]+)?(d|h|m|s|ms))+)$",
    });

    private ScalarFault? CountOf(string text, out int count)
    {
        count = 0;
        if (text.Length > 32 || !decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return Malformed(text);
        if (number <= 0)
            return new(ValueErrors.OutOfBounds, $"{Printable.Of(text)} calls would be none at all: every one would be refused", "Write at least 1; for less than one a second take a longer time, as 1/10s.");
        if (number != decimal.Truncate(number))
            return new(ValueErrors.OutOfBounds, $"{Printable.Of(text)} is no whole number of calls", "Take a longer time, as 1/2s for half a call a second.");
        if (number > CountMax)
            return new(ValueErrors.OutOfBounds, $"{Printable.Of(text)} is out of bounds", $"Write {Bounds}.");
        count = (int)number;
        return null;
    }
}
