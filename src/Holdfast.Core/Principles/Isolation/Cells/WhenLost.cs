namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>What becomes of calls when no node that they may use is usable.</summary>
public enum WhenLost
{
    /// <summary>Nodes of theirs that are withheld for their health are tried, as in panic.</summary>
    Try,

    Refuse,

    /// <summary>They go to the other nodes of the version.</summary>
    Any,
}
