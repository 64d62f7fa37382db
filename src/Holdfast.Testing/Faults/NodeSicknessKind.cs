namespace Holdfast.Testing.Faults;

/// <summary>How a node's answers are spoiled.</summary>
public enum NodeSicknessKind
{
    None,

    /// <summary>Answered at once with <see cref="NodeSickness.Status"/>.</summary>
    Status,

    /// <summary>Answered well, <see cref="NodeSickness.Delay"/> late.</summary>
    Delay,

    /// <summary>Answered well after <see cref="NodeSickness.Delay"/> of work, <see cref="NodeSickness.Slots"/> at once; the others queue, whether somebody still waits for them or not.</summary>
    Work,

    /// <summary>Read and never answered; the connections are cut when the node is healed.</summary>
    Hang,

    /// <summary>Read, and the connection is reset (RST) instead of an answer.</summary>
    Reset,

    /// <summary>The answer's head and half of its body, then the connection ends; by turns with Content-Length and chunked.</summary>
    Break,
}
