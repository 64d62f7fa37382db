namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary>How a node is asked whether it is well.</summary>
public enum ProbeKind
{
    /// <summary>An HTTP request, judged by status and body.</summary>
    Http,

    /// <summary><c>grpc.health.v1.Health/Check</c>.</summary>
    Grpc,

    /// <summary>A connection that comes about.</summary>
    Tcp,
}
