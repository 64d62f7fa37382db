namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What a caller shows of who it is.</summary>
/// <param name="IsTold">The key of the answer tells this caller from all others.</param>
/// <param name="HasCookie">One that may stand for a caller.</param>
internal readonly record struct CacheCaller(bool IsTold, bool HasAuthorization, bool HasCookie);
