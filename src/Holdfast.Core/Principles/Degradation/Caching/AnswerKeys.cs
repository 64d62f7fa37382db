using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Makes the keys of requests, as the plan of an interface says what they have to have in common.</summary>
internal sealed class AnswerKeys
{
    /// <summary>What trusted proxies say of the address that was asked for: services build links from it. Of others, nothing of it is passed on.</summary>
    private static readonly string[] OfAddress = ["X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Prefix"];

    /// <summary>By which services choose between forms of an answer: whoever waits for one gets his own.</summary>
    private static readonly string[] OfForm = ["Accept", "Accept-Encoding", "Accept-Language", "Origin"];

    private readonly CachePlan? _plan;
    private readonly KeyReader[] _varyBy;
    private readonly KeyReader? _per;
    private readonly bool _isPerCookie;
    private readonly ulong _meaning;

    /// <param name="plan">Null: nothing is kept, only shared while it is on its way.</param>
    /// <param name="service">Whose answers they are.</param>
    public AnswerKeys(CachePlan? plan, string service)
    {
        _plan = plan;
        var parts = plan?.VaryBy?.Parts ?? [];
        Query = new QueryFilter(
            [.. parts.Where(static part => part.Kind == KeyPartKind.Query).Select(static part => part.Name)], plan?.IgnoreQuery ?? []);
        _varyBy = [.. parts.Where(static part => part.Kind != KeyPartKind.Query).Select(static part => new KeyReader(new KeyPlan([part])))];
        _per = plan?.Per is { } per ? new KeyReader(per) : null;
        _isPerCookie = plan?.Per?.Parts.Any(static part => part.Kind == KeyPartKind.Cookie) == true;
        // What is kept under a plan that means something else by a key is not found.
        var hash = default(KeyHash);
        hash.Add(service);
        foreach (var part in parts.Concat(plan?.Per?.Parts ?? []))
        {
            hash.Add((ulong)part.Kind);
            hash.Add(part.Name);
        }

        hash.Add((ulong)(plan?.Cookies ?? CacheCookies.Identity));
        _meaning = hash.Key.First;
    }

    public QueryFilter Query { get; }

    /// <summary>The key under which an answer is kept.</summary>
    /// <param name="query">As <see cref="Query"/> leaves it.</param>
    public AnswerKey Of(Call call, string query, out CacheCaller caller)
    {
        var hash = new KeyHash(_meaning);
        hash.Add(call.IsSecure ? "https" : "http");
        hash.AddFolded(call.HostAndPort);
        hash.Add(call.Path);
        hash.Add(query);
        foreach (var name in OfAddress)
            if (call.TryGetHeader(name, out _)) hash.AddFolded(call.HeaderLine(name));
        foreach (var part in _varyBy)
        {
            // A part that is absent is a value too.
            hash.Add(part.TryHash(call, HashSeed.Secret, out var value) ? 1UL : 0);
            hash.Add(value);
        }

        caller = CallerOf(call, ref hash);
        return hash.Key;
    }

    /// <summary>The key under which requests wait for one another: never across callers, whatever the answer will say.</summary>
    public AnswerKey OfFetch(Call call, in AnswerKey key)
    {
        var hash = new KeyHash(key.First);
        hash.Add(key.Second);
        foreach (var name in OfForm) hash.Add(call.HeaderLine(name));
        hash.Add(call.HeaderLine("Authorization"));
        if (_plan?.Cookies != CacheCookies.Ignore) hash.Add(call.HeaderLine("Cookie"));
        return hash.Key;
    }

    private CacheCaller CallerOf(Call call, ref KeyHash hash)
    {
        var hasAuthorization = call.TryGetHeader("Authorization", out _);
        var hasCookie = _plan?.Cookies != CacheCookies.Ignore && call.TryGetHeader("Cookie", out _);
        if (_per is null || !_per.TryHash(call, HashSeed.Secret, out var who)) return new CacheCaller(IsTold: false, hasAuthorization, hasCookie);
        hash.Add(1UL);
        hash.Add(who);
        // Nobody may be let in by what he says of himself, past the service that would have looked at this.
        hash.Add(call.HeaderLine("Authorization"));
        // Where no cookie is named, any of them may be the one that the service looks at.
        if (hasCookie && !_isPerCookie) hash.Add(call.HeaderLine("Cookie"));
        return new CacheCaller(IsTold: true, hasAuthorization, hasCookie);
    }
}
