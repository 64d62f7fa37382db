namespace Holdfast.Core.Queue;

/// <summary>What was made of an operation that was to be accepted.</summary>
public enum AcceptanceKind
{
    /// <summary>It is on the disk, and will be delivered.</summary>
    Accepted,

    /// <summary>It had been accepted before: the operation is that one.</summary>
    Known,

    /// <summary>Its key stands for something else that was accepted before.</summary>
    KeyTaken,

    /// <summary>The lane, or the disk, holds all that it may.</summary>
    Full,
}
