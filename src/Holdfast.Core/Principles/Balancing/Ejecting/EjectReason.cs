namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>What a node was ejected for.</summary>
public enum EjectReason
{
    /// <summary>Attempt after attempt failed, or was late.</summary>
    FailuresInARow,

    /// <summary>Far more of its attempts fail than of those on the other nodes.</summary>
    FailureRatio,

    /// <summary>It takes far longer to answer than the other nodes.</summary>
    Slow,
}
