namespace Holdfast.Testing.Origins;

public enum ConnectionEnd
{
    ClosedByPeer,
    ResetByPeer,

    /// <summary>By the script, or because the origin was disposed of.</summary>
    ClosedByOrigin,

    /// <summary>What came was no HTTP/1.1.</summary>
    Unreadable,
}
