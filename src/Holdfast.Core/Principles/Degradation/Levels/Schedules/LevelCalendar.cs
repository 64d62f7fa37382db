namespace Holdfast.Core.Principles.Degradation.Levels.Schedules;

/// <summary>Which slot of a schedule it is. Pure: it depends on the clock alone, so that a process that was away, or whose clock was moved, knows as much as any other.</summary>
/// <remarks>
/// By the clock on the wall of the zone: an hour that is skipped in spring has no slots, an hour that comes twice in
/// autumn has them twice.
/// </remarks>
internal static class LevelCalendar
{
    /// <summary>How far it looks for the next one.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(8);

    /// <summary>In minutes.</summary>
    private const int Quarter = 15;

    /// <summary>The latest that has begun and is not over; null: none.</summary>
    /// <param name="lasts">How long one is; at most a week or so.</param>
    public static DateTimeOffset? Began(CronTimes times, TimeZoneInfo zone, TimeSpan lasts, DateTimeOffset now)
    {
        foreach (var minute in LookedAt(times, zone, Minute(now), now - lasts))
            if (minute + lasts > now && times.Names(TimeZoneInfo.ConvertTime(minute, zone).DateTime)) return minute;
        return null;
    }

    /// <summary>When the next one begins; null: not within eight days.</summary>
    public static DateTimeOffset? Next(CronTimes times, TimeZoneInfo zone, DateTimeOffset now)
    {
        foreach (var minute in LookedAt(times, zone, Minute(now) + TimeSpan.FromMinutes(1), now + Ahead))
            if (times.Names(TimeZoneInfo.ConvertTime(minute, zone).DateTime)) return minute;
        return null;
    }

    /// <summary>The minutes that may be named, one after the other; of hours that are not named, one in each quarter: clocks are moved at quarters and nowhere else.</summary>
    /// <param name="to">The last; before the first it goes back.</param>
    internal static IEnumerable<DateTimeOffset> LookedAt(CronTimes times, TimeZoneInfo zone, DateTimeOffset from, DateTimeOffset to)
    {
        var isBack = to < from;
        for (var minute = from; isBack ? minute >= to : minute <= to;)
        {
            yield return minute;
            var wall = TimeZoneInfo.ConvertTime(minute, zone).DateTime;
            var ofQuarter = wall.Minute % Quarter;
            var minutes = times.NamesHour(wall) ? 1 : isBack ? ofQuarter + 1 : Quarter - ofQuarter;
            minute += TimeSpan.FromMinutes(isBack ? -minutes : minutes);
        }
    }

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
