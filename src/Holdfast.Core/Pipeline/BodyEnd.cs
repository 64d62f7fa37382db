namespace Holdfast.Core.Pipeline;

/// <summary>What reading a request's body came to.</summary>
public enum BodyEnd
{
    Whole,

    /// <summary>It is not what it should be, or has not come: the host answers for it.</summary>
    Rejected,

    /// <summary>It has been read before, and is no longer there.</summary>
    Gone,
}
