namespace Holdfast.Core.Principles.Isolation;

/// <summary>How a wait for a place ended.</summary>
internal enum PoolEnd
{
    /// <summary>It has the place.</summary>
    Entered,

    /// <summary>Its time was over.</summary>
    TimedOut,

    /// <summary>Its caller went.</summary>
    CallerGone,

    /// <summary>The queue was full, and somebody with a better claim came.</summary>
    Displaced,
}
