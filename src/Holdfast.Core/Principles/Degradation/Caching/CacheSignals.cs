namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What is told of caches: that they stand in for a service, and that they no longer do.</summary>
internal static class CacheSignals
{
    public const string Slice = "degradation";

    public static void Stale(InterfaceCache cache) =>
        cache.Signals.Publish(Slice, "stale-served", $"interfaces.{cache.Name}", "the service does not answer; what is kept is given, though it is no longer fresh");

    public static void Fresh(InterfaceCache cache) =>
        cache.Signals.Publish(Slice, "stale-ended", $"interfaces.{cache.Name}", "the service answers again");
}
