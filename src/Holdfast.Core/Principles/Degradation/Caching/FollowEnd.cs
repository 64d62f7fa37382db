namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Why a call no longer waits for another's answer.</summary>
internal enum FollowEnd
{
    Answered,
    NotForOthers,
    Failed,
    Abandoned,

    /// <summary>It asks as well.</summary>
    Leads,

    /// <summary>Its own time is over, or its caller has gone.</summary>
    Over,
}
