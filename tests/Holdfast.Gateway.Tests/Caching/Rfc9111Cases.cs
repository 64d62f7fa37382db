using static Holdfast.Gateway.Tests.Caching.CacheExpectation;

namespace Holdfast.Gateway.Tests.Caching;

/// <summary>What RFC 9111, RFC 9110 and RFC 5861 say of a cache that serves many, case by case; and what a plan may change of it.</summary>
internal static class Rfc9111Cases
{
    public static IReadOnlyList<CacheCase> All { get; } = [.. OfAnswers(), .. OfStatuses(), .. OfVary(), .. OfRequests(), .. OfCallers(), .. OfKeys(), .. OfConditions(), .. OfPlans()];

    private static IEnumerable<CacheCase> OfAnswers() =>
    [
        new("max-age", "Cache-Control: max-age=60", Given),
        new("max-age-0", "Cache-Control: max-age=0", Asked),
        new("max-age-used-up-elsewhere", "Cache-Control: max-age=60|Age: 100", Asked),
        new("max-age-not-used-up", "Cache-Control: max-age=60|Age: 30", Given),
        new("age-unreadable", "Cache-Control: max-age=60|Age: soon", Given),
        new("date-long-ago", "Cache-Control: max-age=60|Date: {date-100}", Asked),
        new("max-age-unreadable", "Cache-Control: max-age=abc", Asked),
        new("max-age-negative", "Cache-Control: max-age=-1", Asked),
        new("max-age-quoted", "Cache-Control: max-age=\"60\"", Given),
        new("max-age-twice", "Cache-Control: max-age=60, max-age=0", Asked),
        new("max-age-huge", "Cache-Control: max-age=99999999999999999999", Given),
        new("letter-case", "Cache-Control: MAX-AGE=60", Given),
        new("unknown-directive", "Cache-Control: foo=\"a, no-store\", max-age=60", Given),
        new("two-lines", "Cache-Control: public|Cache-Control: max-age=60", Given),
        new("s-maxage", "Cache-Control: s-maxage=60", Given),
        new("s-maxage-over-max-age", "Cache-Control: s-maxage=60, max-age=0", Given),
        new("s-maxage-0-over-max-age", "Cache-Control: s-maxage=0, max-age=60", Asked),
        new("expires-later", "Expires: {date+100}", Given),
        new("expires-past", "Expires: {date-100}", Asked),
        new("expires-0", "Expires: 0", Asked),
        new("expires-under-max-age-0", "Expires: {date+100}|Cache-Control: max-age=0", Asked),
        new("expires-past-under-max-age", "Expires: {date-100}|Cache-Control: max-age=60", Given),
        new("no-store", "Cache-Control: no-store, max-age=60", Asked),
        new("private", "Cache-Control: private, max-age=60", Asked),
        new("private-of-a-field", "Cache-Control: private=\"X-A\", max-age=60", Asked),
        new("no-cache", "Cache-Control: no-cache, max-age=60", Asked),
        new("no-cache-with-tag", "Cache-Control: no-cache, max-age=60|ETag: \"1\"", Confirmed),
        new("no-cache-of-a-field", "Cache-Control: no-cache=\"Set-Cookie\", max-age=60", Asked),
        new("must-revalidate-fresh", "Cache-Control: must-revalidate, max-age=60", Given),
        new("must-revalidate-stale", "Cache-Control: must-revalidate, max-age=0|ETag: \"1\"", Confirmed),
        new("stale-with-tag", "Cache-Control: max-age=0|ETag: W/\"1\"", Confirmed),
        new("stale-with-date", "Cache-Control: max-age=0|Last-Modified: {date-100}", Confirmed),
        new("nothing-said", "X-A: b", Asked),
        new("public-alone", "Cache-Control: public", Asked),
        new("last-modified-alone", "Last-Modified: {date-100000}", Confirmed),
        new("must-understand", "Cache-Control: must-understand, no-store, max-age=60", Given),
        new("set-cookie", "Cache-Control: max-age=60|Set-Cookie: a=b", Asked),
        new("stale-while-revalidate", "Cache-Control: max-age=10, stale-while-revalidate=100|Age: 50", Given),
        new("stale-while-revalidate-over", "Cache-Control: max-age=10, stale-while-revalidate=20|Age: 50", Asked),
        new("stale-while-must-revalidate", "Cache-Control: max-age=10, stale-while-revalidate=100, must-revalidate|Age: 50", Asked),
    ];

    private static IEnumerable<CacheCase> OfStatuses() =>
    [
        new("204", "Cache-Control: max-age=60", Given) { Status = 204 },
        new("203", "Cache-Control: max-age=60", Given) { Status = 203 },
        new("299-must-understand", "Cache-Control: must-understand, no-store, max-age=60", Asked) { Status = 299 },
        new("299", "Cache-Control: max-age=60", Given) { Status = 299 },
        new("206", "Cache-Control: max-age=60|Content-Range: bytes 0-0/9", Asked) { Status = 206 },
        new("301", "Cache-Control: max-age=60|Location: /", Given) { Status = 301 },
        new("302-said", "Cache-Control: max-age=60|Location: /", Given) { Status = 302 },
        new("302-unsaid", "Location: /|ETag: \"1\"", Asked) { Status = 302 },
        new("404-said", "Cache-Control: max-age=60", Given) { Status = 404 },
        new("404-unsaid", "X-A: b", Asked) { Status = 404 },
        new("410-said", "Cache-Control: max-age=60", Given) { Status = 410 },
        new("500", "Cache-Control: max-age=60", Asked) { Status = 500 },
        new("503", "Cache-Control: max-age=60", Asked) { Status = 503 },
    ];

    private static IEnumerable<CacheCase> OfVary() =>
    [
        new("vary-any", "Cache-Control: max-age=60|Vary: *", Asked),
        new("vary-any-among", "Cache-Control: max-age=60|Vary: Accept, *", Asked),
        new("vary-same", "Cache-Control: max-age=60|Vary: Accept-Language", Given) { First = "Accept-Language: en", Second = "Accept-Language: en" },
        new("vary-other", "Cache-Control: max-age=60|Vary: Accept-Language", Asked) { First = "Accept-Language: en", Second = "Accept-Language: de" },
        new("vary-absent-twice", "Cache-Control: max-age=60|Vary: Accept-Language", Given),
        new("vary-absent-once", "Cache-Control: max-age=60|Vary: Accept-Language", Asked) { First = "Accept-Language: en" },
        new("vary-two-one-differs", "Cache-Control: max-age=60|Vary: Accept-Language, Accept", Asked) { First = "Accept: a/b|Accept-Language: en", Second = "Accept: a/c|Accept-Language: en" },
        new("vary-in-two-lines", "Cache-Control: max-age=60|Vary: Accept-Language|Vary: accept", Asked) { First = "Accept: a/b", Second = "Accept: a/c" },
        new("vary-own-header", "Cache-Control: max-age=60|Vary: X-Tenant", Given) { First = "X-Tenant: a", Second = "X-Tenant: a" },
        new("vary-own-header-other", "Cache-Control: max-age=60|Vary: X-Tenant", Asked) { First = "X-Tenant: a", Second = "X-Tenant: b" },
        new("encoded-without-vary", "Cache-Control: max-age=60|Content-Encoding: gzip", Asked) { First = "Accept-Encoding: gzip" },
        new("cors-without-vary", "Cache-Control: max-age=60|Access-Control-Allow-Origin: http://a", Asked) { First = "Origin: http://a", Second = "Origin: http://b" },
        new("cors-for-all", "Cache-Control: max-age=60|Access-Control-Allow-Origin: *", Given) { First = "Origin: http://a", Second = "Origin: http://b" },
    ];

    private static IEnumerable<CacheCase> OfRequests() =>
    [
        new("asks-no-cache", "Cache-Control: max-age=60", Asked) { Second = "Cache-Control: no-cache" },
        new("asks-no-cache-with-tag", "Cache-Control: max-age=60|ETag: \"1\"", Confirmed) { Second = "Cache-Control: no-cache" },
        new("asks-pragma", "Cache-Control: max-age=60", Asked) { Second = "Pragma: no-cache" },
        new("asks-pragma-beside-cache-control", "Cache-Control: max-age=60", Given) { Second = "Pragma: no-cache|Cache-Control: max-stale" },
        new("asks-max-age-0", "Cache-Control: max-age=60|Age: 1", Asked) { Second = "Cache-Control: max-age=0" },
        new("asks-younger", "Cache-Control: max-age=60|Age: 30", Asked) { Second = "Cache-Control: max-age=10" },
        new("asks-as-young", "Cache-Control: max-age=60|Age: 30", Given) { Second = "Cache-Control: max-age=45" },
        new("asks-fresher", "Cache-Control: max-age=60|Age: 30", Asked) { Second = "Cache-Control: min-fresh=40" },
        new("asks-fresh-enough", "Cache-Control: max-age=60|Age: 30", Given) { Second = "Cache-Control: min-fresh=10" },
        new("takes-stale", "Cache-Control: max-age=60|Age: 100|ETag: \"1\"", Given) { Second = "Cache-Control: max-stale" },
        new("takes-less-stale", "Cache-Control: max-age=60|Age: 100|ETag: \"1\"", Confirmed) { Second = "Cache-Control: max-stale=10" },
        new("takes-as-stale", "Cache-Control: max-age=60|Age: 100|ETag: \"1\"", Given) { Second = "Cache-Control: max-stale=100" },
        new("takes-stale-that-must-not-be", "Cache-Control: max-age=60, must-revalidate|Age: 100|ETag: \"1\"", Confirmed) { Second = "Cache-Control: max-stale" },
        new("takes-stale-of-s-maxage", "Cache-Control: s-maxage=60|Age: 100|ETag: \"1\"", Confirmed) { Second = "Cache-Control: max-stale" },
        new("only-if-cached-hit", "Cache-Control: max-age=60", Given) { Second = "Cache-Control: only-if-cached" },
        new("only-if-cached-miss", "Cache-Control: no-store", Refused) { Second = "Cache-Control: only-if-cached" },
        new("asked-with-no-store", "Cache-Control: max-age=60", Asked) { First = "Cache-Control: no-store" },
        new("range", "Cache-Control: max-age=60", Asked) { Second = "Range: bytes=0-0" },
        new("range-first", "Cache-Control: max-age=60", Asked) { First = "Range: bytes=0-0" },
        new("if-match", "Cache-Control: max-age=60|ETag: \"1\"", Asked) { Second = "If-Match: \"1\"" },
        new("if-unmodified-since", "Cache-Control: max-age=60|ETag: \"1\"", Asked) { Second = "If-Unmodified-Since: {date-100}" },
        new("post", "Cache-Control: max-age=60", Asked) { FirstMethod = "POST", SecondMethod = "POST" },
        new("get-after-post", "Cache-Control: max-age=60", Asked) { FirstMethod = "POST" },
        new("head-after-get", "Cache-Control: max-age=60", Given) { SecondMethod = "HEAD" },
        new("get-after-head", "Cache-Control: max-age=60", Asked) { FirstMethod = "HEAD" },
        new("options", "Cache-Control: max-age=60", Asked) { SecondMethod = "OPTIONS" },
    ];

    private static IEnumerable<CacheCase> OfCallers() =>
    [
        new("authorized", "Cache-Control: max-age=60", Asked) { First = "Authorization: Bearer a", Second = "Authorization: Bearer a" },
        new("authorized-public", "Cache-Control: max-age=60, public", Given) { First = "Authorization: Bearer a", Second = "Authorization: Bearer b" },
        new("authorized-s-maxage", "Cache-Control: s-maxage=60", Given) { First = "Authorization: Bearer a", Second = "Authorization: Bearer b" },
        new("authorized-must-revalidate", "Cache-Control: max-age=60, must-revalidate", Given) { First = "Authorization: Bearer a", Second = "Authorization: Bearer b" },
        new("authorized-then-nobody", "Cache-Control: max-age=60", Asked) { First = "Authorization: Bearer a" },
        new("nobody-then-authorized", "Cache-Control: max-age=60", Asked) { Second = "Authorization: Bearer a" },
        new("cookie", "Cache-Control: max-age=60", Asked) { First = "Cookie: s=1", Second = "Cookie: s=1" },
        new("cookie-then-nobody", "Cache-Control: max-age=60", Asked) { First = "Cookie: s=1" },
        new("cookie-public", "Cache-Control: max-age=60, public", Given) { First = "Cookie: s=1", Second = "Cookie: s=2" },
        new("nobody-then-cookie", "Cache-Control: max-age=60", Asked) { Second = "Cookie: s=1" },
    ];

    private static IEnumerable<CacheCase> OfKeys() =>
    [
        new("query-same", "Cache-Control: max-age=60", Given) { FirstQuery = "?a=1", SecondQuery = "?a=1" },
        new("query-other", "Cache-Control: max-age=60", Asked) { FirstQuery = "?a=1", SecondQuery = "?a=2" },
        new("query-none", "Cache-Control: max-age=60", Asked) { FirstQuery = "?a=1" },
        new("host-other", "Cache-Control: max-age=60", Asked) { First = "Host: a.example", Second = "Host: b.example" },
        new("host-other-port", "Cache-Control: max-age=60", Asked) { First = "Host: a.example:1", Second = "Host: a.example:2" },
        new("host-letter-case", "Cache-Control: max-age=60", Given) { First = "Host: a.example", Second = "Host: A.EXAMPLE" },
        new("post-between", "Cache-Control: max-age=60", Asked) { Between = "POST" },
        new("delete-between", "Cache-Control: max-age=60", Asked) { Between = "DELETE" },
        new("failed-post-between", "Cache-Control: max-age=60", Given) { Between = "POST", BetweenStatus = 500 },
        new("refused-post-between", "Cache-Control: max-age=60", Given) { Between = "POST", BetweenStatus = 403 },
        new("options-between", "Cache-Control: max-age=60", Given) { Between = "OPTIONS" },
    ];

    private static IEnumerable<CacheCase> OfConditions() =>
    [
        new("has-tag", "Cache-Control: max-age=60|ETag: \"1\"", NotModified) { Second = "If-None-Match: \"1\"" },
        new("has-weak-tag", "Cache-Control: max-age=60|ETag: W/\"1\"", NotModified) { Second = "If-None-Match: \"0\", \"1\"" },
        new("has-any", "Cache-Control: max-age=60|ETag: \"1\"", NotModified) { Second = "If-None-Match: *" },
        new("has-other-tag", "Cache-Control: max-age=60|ETag: \"1\"", Given) { Second = "If-None-Match: \"2\"" },
        new("has-since", "Cache-Control: max-age=60|Last-Modified: {date-100}", NotModified) { Second = "If-Modified-Since: {date-50}" },
        new("has-older", "Cache-Control: max-age=60|Last-Modified: {date-100}", Given) { Second = "If-Modified-Since: {date-150}" },
        new("tag-before-date", "Cache-Control: max-age=60|ETag: \"1\"|Last-Modified: {date-100}", Given) { Second = "If-None-Match: \"2\"|If-Modified-Since: {date-50}" },
        new("first-with-tag-is-kept-whole", "Cache-Control: max-age=60|ETag: \"1\"", Given) { First = "If-None-Match: \"1\"" },
    ];

    private static IEnumerable<CacheCase> OfPlans() =>
    [
        new("ttl-nothing-said", "X-A: b", Given) { Interface = "ttl" },
        new("ttl-max-age-0", "Cache-Control: max-age=0", Given) { Interface = "ttl" },
        new("ttl-no-store", "Cache-Control: no-store", Asked) { Interface = "ttl" },
        new("ttl-private", "Cache-Control: private", Asked) { Interface = "ttl" },
        new("ttl-no-cache", "Cache-Control: no-cache", Asked) { Interface = "ttl" },
        new("ttl-set-cookie", "Set-Cookie: a=b", Asked) { Interface = "ttl" },
        new("ttl-authorized", "X-A: b", Asked) { Interface = "ttl", First = "Authorization: Bearer a", Second = "Authorization: Bearer a" },
        new("ttl-ignores-callers-wishes", "X-A: b", Given) { Interface = "ttl", Second = "Cache-Control: no-cache|Pragma: no-cache" },
        new("swr-by-plan", "Cache-Control: max-age=10|Age: 30", Given) { Interface = "stale" },
        new("swr-by-plan-over", "Cache-Control: max-age=10|Age: 300", Asked) { Interface = "stale" },
        new("heuristic", "Last-Modified: {date-100000}", Given) { Interface = "heuristic" },
        new("heuristic-young", "Last-Modified: {date+100}", Confirmed) { Interface = "heuristic" },
        new("negative-ttl-0", "Cache-Control: max-age=60", Asked) { Interface = "heuristic", Status = 404 },
        new("cookies-ignored", "Cache-Control: max-age=60", Given) { Interface = "keyed", First = "Cookie: a=1", Second = "Cookie: a=2" },
        new("query-ignored", "Cache-Control: max-age=60", Given) { Interface = "keyed", FirstQuery = "?id=1&utm_source=a", SecondQuery = "?utm_medium=b&id=1" },
        new("query-kept", "Cache-Control: max-age=60", Asked) { Interface = "keyed", FirstQuery = "?id=1", SecondQuery = "?id=2" },
        new("vary-by-header", "Cache-Control: max-age=60", Asked) { Interface = "keyed", First = "X-Tenant: a", Second = "X-Tenant: b" },
        new("vary-by-header-same", "Cache-Control: max-age=60", Given) { Interface = "keyed", First = "X-Tenant: a", Second = "X-Tenant: a" },
        new("per-same-caller", "Cache-Control: max-age=60", Given) { Interface = "per", First = "Authorization: Bearer a", Second = "Authorization: Bearer a" },
        new("per-other-caller", "Cache-Control: max-age=60", Asked) { Interface = "per", First = "Authorization: Bearer a", Second = "Authorization: Bearer b" },
        new("per-nobody", "Cache-Control: max-age=60", Asked) { Interface = "per", First = "Authorization: Bearer a" },
        new("per-private", "Cache-Control: max-age=60, private", Asked) { Interface = "per", First = "Authorization: Bearer a", Second = "Authorization: Bearer a" },
    ];
}
