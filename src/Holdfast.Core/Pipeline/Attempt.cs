using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline;

/// <summary>One try of a call on one node. Belongs to its call and is reused with it: do not keep one.</summary>
public sealed class Attempt
{
    public NodeModel Node { get; private set; } = null!;

    /// <summary>1 for the first of its call.</summary>
    public int Number { get; private set; }

    /// <summary>Timestamp at which it was started, of the call's clock.</summary>
    public long Started { get; private set; }

    /// <summary>Timestamp at which the node's answer began; 0 while there is none.</summary>
    public long AnswerBeganAt { get; internal set; }

    /// <summary>For how long the node asked to be left alone, with an answer that says it failed; zero where it did not.</summary>
    public TimeSpan RetryAfter { get; set; }

    /// <summary>Made beside another that was late, not after one that had failed.</summary>
    public bool IsHedge { get; private set; }

    /// <summary>Whether it was in flight for far longer than is normal before its answer began.</summary>
    public bool IsLate { get; internal set; }

    /// <summary>What a host keeps for it, e.g. its span.</summary>
    public object? Host { get; set; }

    internal void Begin(NodeModel node, int number, long started, bool isHedge)
    {
        Node = node;
        Number = number;
        Started = started;
        AnswerBeganAt = 0;
        IsHedge = isHedge;
        IsLate = false;
        RetryAfter = TimeSpan.Zero;
        Host = null;
    }

    internal void Clear() => Begin(null!, 0, 0, isHedge: false);
}
