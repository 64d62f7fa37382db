using System.Globalization;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Works out how old an answer is and for how long it is fresh (RFC 9111, 4.2). Pure.</summary>
internal static class Freshness
{
    /// <summary>Statuses that may be kept though they do not say so (RFC 9110, 15.1), without 206.</summary>
    private static readonly int[] ByDefault = [200, 203, 204, 300, 301, 308, 404, 405, 410, 414];

    private static readonly TimeSpan HeuristicMax = TimeSpan.FromDays(1);

    public static bool IsByDefault(int status) => ByDefault.Contains(status);

    /// <param name="now">When the answer came.</param>
    /// <param name="delay">From asking until then.</param>
    public static AnswerTerms Of(CachePlan plan, AnswerHead head, DateTimeOffset now, TimeSpan delay)
    {
        var says = head.Directives;
        var lifetime = Lifetime(plan, head, now);
        if (head.Status >= 400 && lifetime > plan.NegativeTtl) lifetime = plan.NegativeTtl;
        var neverStale = says.MustRevalidate || says.ProxyRevalidate || says.NoCache
            || (says.SharedMaxAge is not null && says.StaleWhileRevalidate is null && says.StaleIfError is null);
        var forAll = says.Public || says.SharedMaxAge is not null;
        return new AnswerTerms(
            lifetime, AgeOf(head, now, delay),
            plan.StaleWhileRevalidate ?? says.StaleWhileRevalidate ?? TimeSpan.Zero, plan.StaleIfError ?? says.StaleIfError ?? TimeSpan.Zero,
            AsksFirst: says.NoCache, neverStale, forAll, forAll || says.MustRevalidate);
    }

    /// <summary>Whether the answer itself, or the plan, says how long it is fresh.</summary>
    public static bool IsSaid(CachePlan plan, AnswerHead head) =>
        plan.Ttl is not null || head.Directives is { SharedMaxAge: not null } or { MaxAge: not null } || head.Has("Expires");

    private static TimeSpan Lifetime(CachePlan plan, AnswerHead head, DateTimeOffset now)
    {
        if (plan.Ttl is { } set) return set;
        if ((head.Directives.SharedMaxAge ?? head.Directives.MaxAge) is { } said) return said;
        var date = head.Date("Date") ?? now;
        // A date that cannot be read, such as 0, is in the past.
        if (head.Has("Expires")) return AtLeastZero((head.Date("Expires") ?? DateTimeOffset.MinValue) - date);
        if (plan.Heuristic is not { } share || !IsByDefault(head.Status) || head.Date("Last-Modified") is not { } modified) return TimeSpan.Zero;
        var guess = AtLeastZero(date - modified) * share;
        return guess < HeuristicMax ? guess : HeuristicMax;
    }

    private static TimeSpan AgeOf(AnswerHead head, DateTimeOffset now, TimeSpan delay)
    {
        var apparent = head.Date("Date") is { } date ? AtLeastZero(now - date) : TimeSpan.Zero;
        var said = Seconds(head.Joined("Age")) + delay;
        return apparent > said ? apparent : said;
    }

    /// <summary>The first of several; what is no number is none.</summary>
    private static TimeSpan Seconds(string text)
    {
        var first = text.Split(',')[0].Trim();
        return long.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, int.MaxValue))
            : TimeSpan.Zero;
    }

    private static TimeSpan AtLeastZero(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;
}
