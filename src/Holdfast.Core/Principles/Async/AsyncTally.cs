namespace Holdfast.Core.Principles.Async;

/// <summary>What has been made of the calls and operations of one interface.</summary>
internal enum AsyncTally
{
    /// <summary>Accepted.</summary>
    Accepted,

    /// <summary>Sent again, and known by their keys.</summary>
    Known,

    /// <summary>Not accepted: too much waits.</summary>
    Full,

    /// <summary>Not accepted: the queue could not be written to.</summary>
    Away,

    /// <summary>Not accepted: without a key, or with one that stands for something else.</summary>
    BadKey,

    Delivered,

    /// <summary>Attempts that were made and are to be made again.</summary>
    Again,

    /// <summary>Deliveries that could not be made, or were sent away, and used no attempt up.</summary>
    HeldUp,

    Failed,

    Dead,
}
