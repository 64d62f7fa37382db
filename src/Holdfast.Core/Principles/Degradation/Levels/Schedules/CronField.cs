using System.Globalization;

namespace Holdfast.Core.Principles.Degradation.Levels.Schedules;

/// <summary>One of the five parts of a cron text: the numbers that it names, as bits.</summary>
/// <param name="Name">As <c>hour</c>.</param>
/// <param name="Names">That may be written for numbers from <paramref name="Min"/> on, in lower case; empty: none.</param>
internal sealed record CronField(string Name, int Min, int Max, IReadOnlyList<string> Names)
{
    public static readonly CronField Minute = new("minute", 0, 59, []);

    public static readonly CronField Hour = new("hour", 0, 23, []);

    public static readonly CronField Day = new("day of the month", 1, 31, []);

    public static readonly CronField Month = new("month", 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);

    /// <summary>Sunday is 0, and 7.</summary>
    public static readonly CronField Weekday = new("day of the week", 0, 7, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]);

    public bool TryRead(ReadOnlySpan<char> text, out ulong bits)
    {
        bits = 0;
        foreach (var range in text.Split(','))
        {
            if (!TryReadRange(text[range], out var from, out var to, out var step)) return false;
            for (var number = from; number <= to; number += step) bits |= 1UL << number;
        }

        return bits != 0;
    }

    private bool TryReadRange(ReadOnlySpan<char> text, out int from, out int to, out int step)
    {
        (from, to, step) = (Min, Max, 1);
        var slash = text.IndexOf('/');
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step is < 1 or > 60)) return false;
        var range = slash < 0 ? text : text[..slash];
        if (range is "*") return true;
        var dash = range.IndexOf('-');
        if (!TryReadNumber(dash < 0 ? range : range[..dash], out from)) return false;
        // '5/15' means from 5 on, as cron has it.
        to = dash < 0 ? slash < 0 ? from : Max : 0;
        return (dash < 0 || TryReadNumber(range[(dash + 1)..], out to)) && from <= to;
    }

    private bool TryReadNumber(ReadOnlySpan<char> text, out int number)
    {
        for (var i = 0; i < Names.Count; i++)
        {
            if (!text.Equals(Names[i], StringComparison.OrdinalIgnoreCase)) continue;
            number = Min + i;
            return true;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number >= Min && number <= Max;
    }
}
