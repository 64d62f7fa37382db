namespace Holdfast.Testing.Wire;

public enum WireEnd
{
    /// <summary>Its framing says that all of it was there.</summary>
    Complete,

    /// <summary>The peer closed before the end.</summary>
    Truncated,

    /// <summary>The connection was reset before the end.</summary>
    Reset,

    /// <summary>Ended by the peer closing, which is all the framing there was.</summary>
    ClosedByPeer,
}
