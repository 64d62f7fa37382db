namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>What becomes of calls that lack the key.</summary>
public enum WithoutKey
{
    /// <summary>They go to all nodes.</summary>
    Any,

    /// <summary>They use the nodes of one key together.</summary>
    AsOne,

    Refuse,
}
