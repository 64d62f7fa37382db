namespace Holdfast.Core.Plan;

public enum HostRewriteKind
{
    /// <summary>As the client sent it; for nodes spoken to over TLS their own.</summary>
    Usual,

    /// <summary>As the client sent it.</summary>
    Keep,

    /// <summary>The node's own host and port.</summary>
    Node,

    /// <summary>A name that the plan gives.</summary>
    Literal,
}
