namespace Holdfast.Core.Principles.Isolation;

/// <summary>What the places of a pool stand for.</summary>
internal enum PoolKind
{
    /// <summary>Calls of an interface.</summary>
    Interface,

    /// <summary>Attempts on a version, or on a node.</summary>
    Attempts,

    /// <summary>Connections to nodes.</summary>
    Connections,
}
