using CsCheck;
using Holdfast.Core.Principles.Degradation.Levels.Schedules;

namespace Holdfast.Core.Tests.Principles.Degradation.Levels.Schedules;

public sealed class CronTimesTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("* * * * *", "2026-11-27T20:00", true)]
    [InlineData("0 20 * * fri", "2026-11-27T20:00", true)]
    [InlineData("0 20 * * fri", "2026-11-26T20:00", false)]
    [InlineData("0 20 * * 5", "2026-11-27T20:01", false)]
    [InlineData("0 20 * * 7", "2026-11-29T20:00", true)]
    [InlineData("0 20 * * 0", "2026-11-29T20:00", true)]
    [InlineData("*/15 * * * *", "2026-11-27T20:45", true)]
    [InlineData("*/15 * * * *", "2026-11-27T20:46", false)]
    [InlineData("5/15 * * * *", "2026-11-27T20:20", true)]
    [InlineData("0 9-17/4 * * mon-fri", "2026-11-27T13:00", true)]
    [InlineData("0 9-17/4 * * mon-fri", "2026-11-27T14:00", false)]
    [InlineData("0 0 11 nov *", "2026-11-11T00:00", true)]
    [InlineData("0 0 1,15 * *", "2026-11-15T00:00", true)]
    [InlineData("0 0 13 * fri", "2026-11-27T00:00", true)]
    [InlineData("0 0 13 * fri", "2026-11-13T00:00", true)]
    [InlineData("0 0 13 * fri", "2026-11-12T00:00", false)]
    public void Names_AMinute_AsCronHasIt(string text, string minute, bool expected)
    {
        var times = CronTimes.Read(text, out var fault).ShouldNotBeNull(fault);

        times.Names(DateTime.Parse(minute, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("*/-1 * * * *")]
    [InlineData("a * * * *")]
    [InlineData("1, * * * *")]
    [InlineData("@daily")]
    public void Read_WhatNamesNoTimes_IsRefused(string text)
    {
        CronTimes.Read(text, out var fault).ShouldBeNull();
        fault.ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public void Read_AnyText_EndsWithTimesOrAReason() => Gen.OneOf(Gen.String[0, 30], Gen.OneOf("*", "1", "/", "-", ",", " ", "5", "mon").Array[0, 20].Select(static parts => string.Concat(parts)))
        .Sample(static text => (CronTimes.Read(text, out var fault) is null).ShouldBe(fault is not null), seed: "0000KeyOfLevel", iter: 20_000);

    [Fact]
    public void Began_AnyMoment_IsTheLatestMinuteThatIsNamedAndNotOver() => Gen.Select(Gen.Int[0, 59], Gen.Int[0, 23], Gen.Int[1, 300], Gen.Long[0, 527_040 * 60L]).Sample(
        static (minute, hour, lasts, seconds) =>
        {
            var times = CronTimes.Read($"{minute} {hour} * * *", out _)!;
            var now = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);

            var began = LevelCalendar.Began(times, TimeZoneInfo.Utc, TimeSpan.FromMinutes(lasts), now);

            var today = new DateTimeOffset(now.Date, TimeSpan.Zero).AddHours(hour).AddMinutes(minute);
            var latest = today <= now ? today : today.AddDays(-1);
            began.ShouldBe(latest.AddMinutes(lasts) > now ? latest : null);
        }, seed: "0000KeyOfLevel", iter: 2_000);

    /// <summary>Against looking at every minute: what is passed over has no slot, whatever is done to the clocks meanwhile.</summary>
    [Fact]
    public void Began_AnyTimesInAnyZone_MissesNoMinute() => Gen.Select(
        Gen.OneOf("* * * * *", "30 2 * * *", "*/7 1-3 * * *", "0 20 * * fri", "15 0 1 * *", "45 23 * 3,10 *", "59 1,2 29 * sun"),
        Gen.OneOf("UTC", "Europe/Berlin", "Asia/Kolkata", "Australia/Lord_Howe", "America/St_Johns"),
        Gen.Int[1, 10_080], Gen.Long[0, 527_040]).Sample(static (text, zoneName, lasts, minutes) =>
        {
            var (times, zone) = (CronTimes.Read(text, out _)!, TimeZoneInfo.FindSystemTimeZoneById(zoneName));
            var now = new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero).AddMinutes(minutes);

            LevelCalendar.Began(times, zone, TimeSpan.FromMinutes(lasts), now).ShouldBe(Slowly());

            DateTimeOffset? Slowly()
            {
                var last = now.AddSeconds(-30);
                for (var ago = 0; ago < lasts; ago++)
                    if (times.Names(TimeZoneInfo.ConvertTime(last.AddMinutes(-ago), zone).DateTime)) return last.AddMinutes(-ago);
                return null;
            }
        }, seed: "0000KeyOfLevel", iter: 300);

    [Fact]
    public void LookedAt_AWeekWithoutASlot_IsAQuarterOfAnHourAtATime()
    {
        var now = new DateTimeOffset(2026, 1, 15, 12, 0, 0, TimeSpan.Zero);

        LevelCalendar.LookedAt(CronTimes.Read("0 0 1 * *", out _)!, TimeZoneInfo.Utc, now, now.AddDays(-7)).Count().ShouldBeLessThanOrEqualTo((7 * 24 * 4) + 1);
    }

    [Fact]
    public void Began_WhereTheClockIsPutForward_SkipsTheHourThatIsNot()
    {
        var times = CronTimes.Read("30 2 * * *", out _)!;

        // 29 March 2026, 01:00 UTC: 02:00 becomes 03:00.
        LevelCalendar.Began(times, Berlin, TimeSpan.FromHours(1), new DateTimeOffset(2026, 3, 29, 0, 50, 0, TimeSpan.Zero)).ShouldBeNull();
        LevelCalendar.Began(times, Berlin, TimeSpan.FromHours(1), new DateTimeOffset(2026, 3, 29, 1, 40, 0, TimeSpan.Zero)).ShouldBeNull();
        LevelCalendar.Next(times, Berlin, new DateTimeOffset(2026, 3, 29, 1, 40, 0, TimeSpan.Zero)).ShouldBe(new DateTimeOffset(2026, 3, 30, 0, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Began_WhereTheClockIsPutBack_HasTheHourTwice()
    {
        var times = CronTimes.Read("30 2 * * *", out _)!;

        // 25 October 2026, 01:00 UTC: 03:00 becomes 02:00.
        LevelCalendar.Began(times, Berlin, TimeSpan.FromMinutes(10), new DateTimeOffset(2026, 10, 25, 0, 35, 0, TimeSpan.Zero)).ShouldBe(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero));
        LevelCalendar.Began(times, Berlin, TimeSpan.FromMinutes(10), new DateTimeOffset(2026, 10, 25, 1, 35, 0, TimeSpan.Zero)).ShouldBe(new DateTimeOffset(2026, 10, 25, 1, 30, 0, TimeSpan.Zero));
    }
}
