namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>Which part of a request is its key.</summary>
public enum HashSourceKind
{
    /// <summary>The caller's address.</summary>
    Client,

    /// <summary>The path, without the query.</summary>
    Path,

    Header,

    Cookie,

    Query,
}
