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

    /// <summary>The latest that has begun and is not over; null: none.</summary>
    /// <param name="lasts">How long one is; at most a week or so.</param>
    public static DateTimeOffset? Began(CronTimes times, TimeZoneInfo zone, TimeSpan lasts, DateTimeOffset now)
    {
        var last = Minute(now);
        for (var minute = last; minute + lasts > now; minute -= TimeSpan.FromMinutes(1))
            if (times.Names(TimeZoneInfo.ConvertTime(minute, zone).DateTime)) return minute;
        return null;
    }

    /// <summary>When the next one begins; null: not within eight days.</summary>
    public static DateTimeOffset? Next(CronTimes times, TimeZoneInfo zone, DateTimeOffset now)
    {
        var end = now + Ahead;
        for (var minute = Minute(now) + TimeSpan.FromMinutes(1); minute <= end; minute += TimeSpan.FromMinutes(1))
            if (times.Names(TimeZoneInfo.ConvertTime(minute, zone).DateTime)) return minute;
        return null;
    }

    private static DateTimeOffset Minute(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
