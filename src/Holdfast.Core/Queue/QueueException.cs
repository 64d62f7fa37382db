using Holdfast.Core.Errors;

namespace Holdfast.Core.Queue;

/// <summary>The queue cannot do what it was asked, and promises nothing.</summary>
public sealed class QueueException(KnownError known, string message, Exception? inner = null) : Exception(message, inner)
{
    public KnownError Known => known;

    /// <summary>What was asked for is gone: to ask again is of no use.</summary>
    public bool IsForGood { get; init; }

    /// <summary>It is certain that nothing of what was asked has happened.</summary>
    public bool IsUndone { get; init; }
}
