namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What to do with a request for which there is an answer at hand.</summary>
internal enum CacheStep
{
    /// <summary>It is given.</summary>
    Give,

    /// <summary>It is no longer fresh, and given: the caller takes it so.</summary>
    GiveStale,

    /// <summary>It is no longer fresh, given, and fetched anew in the background.</summary>
    GiveAndRefresh,

    /// <summary>The service is asked first.</summary>
    Ask,
}
