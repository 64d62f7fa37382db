using Holdfast.Core.Errors;

namespace Holdfast.Core.Principles.Degradation.Caching;

internal static class CacheErrors
{
    public static readonly KnownError WaitedTooLong = new(
        "HF4040", "The answer that another request was fetching did not come in time.",
        "The same was asked for already, so this request waited for that answer, until its own deadline.",
        "Look at how long the service takes. 'coalesce.leader-timeout' says when a second request is made beside a slow one.") { Status = 504 };

    public static readonly KnownError LeadersFailed = new(
        "HF4041", "Two requests for the same have just failed.",
        "This one waited for them, and as many as 'coalesce.alone' allows are asking for themselves already: more would only add to what the service cannot do.",
        "'holdfast status' shows what fails. 'otherwise' or 'stale-if-error' can answer meanwhile.") { Status = 503 };

    public static readonly KnownError OnlyIfCached = new(
        "HF4042", "The answer is not at hand, and the request says not to ask for it.",
        "'Cache-Control: only-if-cached' asks for what the cache has, and nothing else (RFC 9111, 5.2.1.7).",
        "Send the request without it.") { Status = 504 };

    public static readonly KnownError Unsaid = new(
        "HF2260", "A cache on an authenticated answer, without saying whose answers they are",
        "The plan tells the callers of this interface apart by who they are, so their answers may be private. One that is kept without regard to that could be given to somebody else.",
        "Say with 'per' by which header or cookie callers are told apart, or 'cookies: ignore' where a cookie says nothing of who asks.",
        "cache: { per: header:Authorization }");

    public static readonly KnownError UnprovenPer = new(
        "HF2261", "Callers told apart by what anybody can claim to be",
        "Where an answer is at hand the service is not asked, so nobody checks that the caller is who it says: whoever names another's claim, address or parameter would get that one's answers.",
        "Take the credential itself: 'header:Authorization', or the session's cookie.",
        "cache: { per: cookie:session }");

    public static readonly KnownError NothingToKeep = new(
        "HF2262", "A cache for requests that none can be for",
        "Answers to GET are kept, and given to GET and HEAD; the interface matches neither.",
        "Remove it, or match GET.",
        "match: { method: [GET, HEAD], path: /api/items }\ncache: { ttl: 10s }");

    public static readonly KnownError QueryTwice = new(
        "HF2263", "A query parameter that counts and does not",
        "It is part of the key by 'vary-by' and left out by 'ignore-query'.",
        "Name it in one of them.",
        "cache: { vary-by: [query:page], ignore-query: [utm_source] }");

    public static readonly KnownError EntryBeyondAll = new(
        "HF2264", "An answer that is larger than all there is room for",
        "It would be taken down and never kept.",
        "Lower 'max-entry', or raise 'max-bytes'.",
        "cache: { max-bytes: 64MB, max-entry: 1MB }");

    public static readonly KnownError NoCache = new(
        "HF2265", "A stale answer without a cache",
        "Nothing is kept that could be given.",
        "Add 'cache' to the interface.",
        "cache: { ttl: 10s }\notherwise: { stale: { max-age: 1h } }");

    public static readonly KnownError LeaderBeyondTimeout = new(
        "HF2266", "A leader that is waited for until the end",
        "When the second request would be made, the time of all that wait is over.",
        "Shorten 'coalesce.leader-timeout', or lengthen 'timeout'.",
        "timeout: 2s\ncoalesce: { leader-timeout: 500ms }");

    public static readonly KnownError Ambiguous = new(
        "HF2267", "Cookies that say who asks and say nothing",
        "'per' tells callers apart by a cookie, and 'cookies: ignore' says that no cookie is looked at.",
        "Remove one of them.",
        "cache: { per: cookie:session }");

    public static readonly KnownError NobodyLooks = new(
        "HF2268", "A cache for hot keys where nobody looks for them",
        "No call would ever be hot, and nothing be kept or shared.",
        "Add 'hot-keys' to the interface, or remove 'only: hot'.",
        "hot-keys: { key: path }\ncache: { ttl: 1s, only: hot }");

    public static IReadOnlyList<KnownError> All { get; } =
    [
        WaitedTooLong, LeadersFailed, OnlyIfCached, Unsaid, UnprovenPer, NothingToKeep, QueryTwice, EntryBeyondAll, NoCache, LeaderBeyondTimeout, Ambiguous, NobodyLooks,
    ];
}
