namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>What became of the requests of an interface at its cache.</summary>
internal enum CacheCounts
{
    /// <summary>Answered by what was at hand and fresh.</summary>
    Hit,

    /// <summary>Answered by what was no longer fresh, while it was fetched anew or because the caller takes it so.</summary>
    Stale,

    /// <summary>Answered by what was no longer fresh, for the service did not answer.</summary>
    StaleIfError,

    /// <summary>The service confirmed what was at hand.</summary>
    Confirmed,

    /// <summary>The service was asked.</summary>
    Miss,

    /// <summary>None for a cache: passed by.</summary>
    Bypass,

    /// <summary>Answered by what another call fetched.</summary>
    Coalesced,

    /// <summary>Fetched anew in the background.</summary>
    Refresh,

    /// <summary>Kept.</summary>
    Stored,
}
