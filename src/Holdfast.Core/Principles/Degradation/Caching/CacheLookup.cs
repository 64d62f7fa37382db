namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What was worked out of a request on its way through the cache.</summary>
/// <param name="Query">What the key has of it, and the service is sent.</param>
/// <param name="FetchKey">By which it waits for others; none where nothing is coalesced.</param>
/// <param name="Asked">What the caller says of the answer that it wants.</param>
/// <param name="OddHeaders">That could shape the answer though no key knows them.</param>
internal readonly record struct CacheLookup(
    AnswerKey Key, CacheCaller Caller, string Query, AnswerKey FetchKey, CacheDirectives Asked, IReadOnlyList<string> OddHeaders);
