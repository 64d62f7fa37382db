namespace Holdfast.Core.Principles.Limits;

/// <summary>How a limit counts.</summary>
public enum LimitKind
{
    /// <summary>Tokens come evenly and are saved up to a burst.</summary>
    TokenBucket,

    /// <summary>So many in any window of that length.</summary>
    SlidingWindow,

    /// <summary>So many in each window; the windows follow one another.</summary>
    FixedWindow,

    /// <summary>Evenly spaced: who comes too early waits for its turn.</summary>
    Pace,

    /// <summary>A token bucket that fills slowly after it was idle.</summary>
    WarmUp,

    /// <summary>So many on their way at once.</summary>
    Concurrency,

    /// <summary>None while another interface is busy.</summary>
    GiveWay,
}
