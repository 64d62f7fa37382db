using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>The keys of <see cref="CachePlan"/>.</summary>
public static class CacheFields
{
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(365);

    public static readonly Field<TimeSpan?> Ttl = new(
        "ttl", Shapes.NoneOr(Shapes.Duration(TimeSpan.FromMilliseconds(1), LongestTime)),
        "How long an answer is fresh, whatever it says of that itself. What it says of who may keep it is obeyed all the same. none: as the answer says.")
    {
        Because = "The service knows best; this is for services that say nothing, or too little.",
    };

    public static readonly Field<double?> Heuristic = new(
        "heuristic", Shapes.NoneOr(Shapes.Ratio),
        "For answers that say nothing of their freshness: this share of the time since their Last-Modified, at most a day. none: such answers are not fresh.")
    {
        Because = "None unless asked for: a guess that is wrong serves what is no longer so (RFC 9111, 4.2.2; others take 0.1).",
    };

    public static readonly Field<TimeSpan> NegativeTtl = new(
        "negative-ttl", Shapes.Duration(TimeSpan.Zero, LongestTime), "Longest time for which an answer with a status of 400 or above is fresh. 0: none is kept.")
    {
        Default = TimeSpan.FromSeconds(10),
        Because = "What was not there a moment ago may be there now, and an error should not outlive its cause by much. Statuses of 500 and above are never kept.",
    };

    public static readonly Field<TimeSpan?> StaleWhileRevalidate = new(
        "stale-while-revalidate", Shapes.NoneOr(Shapes.Duration(TimeSpan.Zero, LongestTime)),
        "For how long after its freshness an answer is still given while it is fetched anew in the background (RFC 5861). none: as the answer says.")
    {
        Because = "As the service says, unless it says nothing.",
    };

    public static readonly Field<TimeSpan?> StaleIfError = new(
        "stale-if-error", Shapes.NoneOr(Shapes.Duration(TimeSpan.Zero, LongestTime)),
        "For how long after its freshness an answer is given when the service fails or calls to it are broken off (RFC 5861). none: as the answer says.")
    {
        Because = "As the service says, unless it says nothing. 'otherwise: { stale: … }' does the same for chosen failures, a limit or overload among them.",
    };

    public static readonly Field<KeyPlan?> Per = new(
        "per", Shapes.NoneOrObject(Shapes.Key),
        "By which header or cookie callers are told apart: each value has answers of its own. Authorization is always part of it.")
    {
        DefaultWords = "none: requests with Authorization or a Cookie get only what its answer declares to be for all",
        Because = "Never one caller's private answer to another. Only what the caller must know to be let in can stand for it.",
    };

    public static readonly Field<KeyPlan?> VaryBy = new(
        "vary-by", Shapes.NoneOrObject(Shapes.Key),
        "Parts of a request that answers depend on though they do not say so with Vary. With query parameters: these alone count, and no others are sent to the service.")
    {
        DefaultWords = "none: method, scheme, host, path, the whole query, and what Vary names",
    };

    public static readonly Field<IReadOnlyList<string>> IgnoreQuery = new(
        "ignore-query", Shapes.OneOrList(Shapes.QueryName, "query parameter"),
        "Query parameters that answers do not depend on; they are not sent to the service. A * at the end stands for any rest.")
    {
        Default = [],
        DefaultWords = "none",
        Because = "What is no part of the key must not reach the service either, or a caller could shape the answer of all others with it.",
    };

    public static readonly Field<IReadOnlyList<string>> IgnoreHeaders = new(
        "ignore-headers", Shapes.OneOrList(Shapes.HeaderName, "header"),
        "Headers that answers do not depend on, beyond those of HTTP itself and of tracing.")
    {
        Default = [],
        DefaultWords = "none",
        Because = "The answer to a request with any other header is passed on and not kept: who sends it could shape what all others get.",
    };

    public static readonly Field<CacheCookies> Cookies = new(
        "cookies", Shapes.Choice(("identity", CacheCookies.Identity), ("ignore", CacheCookies.Ignore)),
        "identity: a request with a Cookie is somebody's. ignore: cookies say nothing of who asks, and are not sent to the service.")
    {
        Default = CacheCookies.Identity,
        Because = "Most sessions are cookies; taking one for nothing would show one caller the page of another.",
    };

    public static readonly Field<bool> RequestDirectives = new(
        "request-directives", Shapes.Choice(("honour", true), ("ignore", false)),
        "Whether callers can ask, by Cache-Control, for an answer that is fresher than the one at hand.")
    {
        Default = true,
        Because = "As RFC 9111 has it. Ignore them where callers could wear the service out that way.",
    };

    public static readonly Field<int> EntriesMax = new(
        "max-entries", Shapes.Count(1, 10_000_000, "answers"), "Most answers kept at once for this interface.")
    {
        Default = 10_000,
    };

    public static readonly Field<long> BytesMax = new(
        "max-bytes", Shapes.Size(1024, 1L << 40), "Most memory that they take up; what was not asked for again goes first.")
    {
        Default = 64L << 20,
        Because = "In memory: a disk would be one more thing that fails.",
    };

    public static readonly Field<long> EntryBytesMax = new(
        "max-entry", Shapes.Size(1024, 1L << 30), "Largest answer that is kept.")
    {
        Default = 1L << 20,
        Because = "It is held whole while it is passed on.",
    };

    public static readonly Field<bool> OnlyHot = Hot("cached");

    internal static Field<bool> Hot(string what) => new(
        "only", Shapes.Choice(("hot", true), ("all", false)), $"hot: only what very many ask for just now is {what}, as 'hot-keys' of the interface finds it.")
    {
        Default = false,
    };
}
