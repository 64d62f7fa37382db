namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What Cache-Status says of answers that were not at hand (RFC 9211).</summary>
internal static class CacheStatus
{
    public const string Cache = "Holdfast";

    public const string Bypass = $"{Cache}; fwd=bypass";

    public const string Method = $"{Cache}; fwd=method";

    public const string Miss = $"{Cache}; fwd=uri-miss";

    public const string VaryMiss = $"{Cache}; fwd=vary-miss";

    public const string Stale = $"{Cache}; fwd=stale";

    /// <summary>The caller asked for something fresher.</summary>
    public const string Request = $"{Cache}; fwd=request";

    public const string Confirmed = $"{Cache}; fwd=stale; fwd-status=304";

    public const string Collapsed = $"{Cache}; fwd=uri-miss; collapsed";
}
