using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary><c>cache</c> of an interface: which answers are kept, for how long, and for whom.</summary>
public sealed record CachePlan
{
    public static readonly Section<CachePlan> Section = new("cache", Make, example: "ttl: 10s")
    {
        { CacheFields.Ttl, plan => plan.Ttl },
        { CacheFields.Heuristic, plan => plan.Heuristic },
        { CacheFields.NegativeTtl, plan => plan.NegativeTtl },
        { CacheFields.StaleWhileRevalidate, plan => plan.StaleWhileRevalidate },
        { CacheFields.StaleIfError, plan => plan.StaleIfError },
        { CacheFields.Per, plan => plan.Per },
        { CacheFields.VaryBy, plan => plan.VaryBy },
        { CacheFields.IgnoreQuery, plan => plan.IgnoreQuery },
        { CacheFields.IgnoreHeaders, plan => plan.IgnoreHeaders },
        { CacheFields.Cookies, plan => plan.Cookies },
        { CacheFields.RequestDirectives, plan => plan.HonoursRequests },
        { CacheFields.EntriesMax, plan => plan.EntriesMax },
        { CacheFields.BytesMax, plan => plan.BytesMax },
        { CacheFields.EntryBytesMax, plan => plan.EntryBytesMax },
        { CacheFields.OnlyHot, plan => plan.OnlyHot },
    };

    public static readonly Field<CachePlan?> Field = new(
        "cache", Shapes.NoneOrObject(Section), "Answers that are kept and given again, as RFC 9111 has it for caches that serve many callers.")
    {
        Because = "None unless asked for: only who knows the answers can say whether an older one does.",
    };

    /// <summary>All defaults.</summary>
    internal static readonly CachePlan Usual = Make(FieldValues.Empty);

    /// <summary>Null: as the answer says.</summary>
    public required TimeSpan? Ttl { get; init; }

    /// <summary>In (0, 1]; null: what says nothing is not fresh.</summary>
    public required double? Heuristic { get; init; }

    public required TimeSpan NegativeTtl { get; init; }

    /// <summary>Null: as the answer says.</summary>
    public required TimeSpan? StaleWhileRevalidate { get; init; }

    /// <summary>Null: as the answer says.</summary>
    public required TimeSpan? StaleIfError { get; init; }

    /// <summary>Null: nothing tells callers apart.</summary>
    public required KeyPlan? Per { get; init; }

    /// <summary>Null: nothing beyond the usual.</summary>
    public required KeyPlan? VaryBy { get; init; }

    public required IReadOnlyList<string> IgnoreQuery { get; init; }

    public required IReadOnlyList<string> IgnoreHeaders { get; init; }

    public required CacheCookies Cookies { get; init; }

    public required bool HonoursRequests { get; init; }

    public required int EntriesMax { get; init; }

    public required long BytesMax { get; init; }

    public required long EntryBytesMax { get; init; }

    public required bool OnlyHot { get; init; }

    private static CachePlan Make(FieldValues values) => new()
    {
        Ttl = values.Get(CacheFields.Ttl),
        Heuristic = values.Get(CacheFields.Heuristic),
        NegativeTtl = values.Get(CacheFields.NegativeTtl),
        StaleWhileRevalidate = values.Get(CacheFields.StaleWhileRevalidate),
        StaleIfError = values.Get(CacheFields.StaleIfError),
        Per = values.Get(CacheFields.Per),
        VaryBy = values.Get(CacheFields.VaryBy),
        IgnoreQuery = values.Get(CacheFields.IgnoreQuery),
        IgnoreHeaders = values.Get(CacheFields.IgnoreHeaders),
        Cookies = values.Get(CacheFields.Cookies),
        HonoursRequests = values.Get(CacheFields.RequestDirectives),
        EntriesMax = values.Get(CacheFields.EntriesMax),
        BytesMax = values.Get(CacheFields.BytesMax),
        EntryBytesMax = values.Get(CacheFields.EntryBytesMax),
        OnlyHot = values.Get(CacheFields.OnlyHot),
    };
}
