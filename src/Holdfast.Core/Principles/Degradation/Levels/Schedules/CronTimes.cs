namespace Holdfast.Core.Principles.Degradation.Levels.Schedules;

/// <summary>The minutes that a cron text of five parts names. Immutable.</summary>
public sealed record CronTimes
{
    private const int Parts = 5;

    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;
    private readonly bool _isAnyDay;
    private readonly bool _isAnyWeekday;

    private CronTimes(string text, ulong[] bits, bool isAnyDay, bool isAnyWeekday)
    {
        Text = text;
        (_minutes, _hours, _days, _months) = (bits[0], bits[1], bits[2], bits[3]);
        _weekdays = (bits[4] | (bits[4] >> 7)) & 0x7F;
        (_isAnyDay, _isAnyWeekday) = (isAnyDay, isAnyWeekday);
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <param name="fault">What is wrong, in a few words; null when it is good.</param>
    public static CronTimes? Read(string text, out string? fault)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        fault = parts.Length == Parts ? null : "it has not five parts";
        if (fault is not null) return null;
        CronField[] fields = [CronField.Minute, CronField.Hour, CronField.Day, CronField.Month, CronField.Weekday];
        var bits = new ulong[Parts];
        for (var i = 0; i < Parts; i++)
        {
            if (fields[i].TryRead(parts[i], out bits[i])) continue;
            fault = $"'{Plan.Printable.Of(parts[i])}' is no {fields[i].Name}";
            return null;
        }

        return new CronTimes(text, bits, parts[2].StartsWith('*'), parts[4].StartsWith('*'));
    }

    /// <summary>Whether it names the minute that this is, by the clock on the wall.</summary>
    /// <remarks>Where both a day of the month and a day of the week are named, either will do, as cron has it.</remarks>
    public bool Names(DateTime minute)
    {
        return (_minutes & (1UL << minute.Minute)) != 0 && NamesHour(minute);
    }

    /// <summary>Whether it names any minute of the hour that this is in.</summary>
    internal bool NamesHour(DateTime minute)
    {
        if ((_hours & (1UL << minute.Hour)) == 0 || (_months & (1UL << minute.Month)) == 0) return false;
        var (isDay, isWeekday) = ((_days & (1UL << minute.Day)) != 0, (_weekdays & (1UL << (int)minute.DayOfWeek)) != 0);
        return _isAnyDay || _isAnyWeekday ? isDay && isWeekday : isDay || isWeekday;
    }

    public bool Equals(CronTimes? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
