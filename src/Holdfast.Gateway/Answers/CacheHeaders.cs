namespace Holdfast.Gateway.Answers;

/// <summary>Tells a caller what a cache had to do with its answer (RFC 9211).</summary>
internal static class CacheHeaders
{
    public const string Status = "Cache-Status";
}
