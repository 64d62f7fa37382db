namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>Why a call was refused.</summary>
internal enum OverloadReason
{
    /// <summary>By its rank, before it queued.</summary>
    Shed,

    /// <summary>It found no place, or waited for one in vain.</summary>
    NoPlace,
}
