using System.Globalization;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Cells;

namespace Holdfast.Core.Principles.Limits;

/// <summary>RateLimit and RateLimit-Policy, as draft-ietf-httpapi-ratelimit-headers-10 has them: a structured item for each limit.</summary>
internal static class LimitHeaders
{
    public const string Left = "RateLimit";
    public const string Policy = "RateLimit-Policy";

    /// <summary>The name of a limit: the end of its path, <c>limit</c> or <c>limit-1</c>.</summary>
    public static string NameOf(string rule) => rule[(rule.LastIndexOf('.') + 1)..].Replace('[', '-').TrimEnd(']');

    /// <param name="name">A token: it stands in quotes as it is.</param>
    public static void Tell(Call call, string name, LimitCell cell, LimitClock clock, long now)
    {
        var spec = cell.Spec;
        var left = (long)Math.Max(0, Math.Floor(cell.Left(now)));
        var wait = Seconds(clock, cell.Wait(now));
        if (spec.Period == 0)
        {
            call.Tell(Left, string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={left}"));
            call.Tell(Policy, string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={spec.Quota};qu=\"concurrent-requests\""));
            return;
        }

        var reset = wait > 0 ? wait : Seconds(clock, cell.Restored(now));
        call.Tell(Left, string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={left};t={reset}"));
        call.Tell(Policy, string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={spec.Quota};w={Math.Max(1, Seconds(clock, spec.Period))}"));
    }

    private static long Seconds(LimitClock clock, long units) => (long)Math.Ceiling(clock.Time(units).TotalSeconds);
}
