using Holdfast.Testing.Wire;

namespace Holdfast.Testing.Origins;

/// <summary>One request as it came over the wire.</summary>
/// <param name="Connection">Number of the connection, from 1.</param>
/// <param name="Index">Place among the requests of its connection, from 1.</param>
/// <param name="Head">Start line and headers.</param>
/// <param name="Body">Content, length, digest, trailers, and whether it was whole.</param>
public sealed record RecordedRequest(int Connection, int Index, WireHead Head, WireBody Body)
{
    public string Method => Head.StartLine.Split(' ')[0];

    /// <summary>The target exactly as sent: not decoded, not normalised.</summary>
    public string Target => Head.StartLine.Split(' ')[1];
}
