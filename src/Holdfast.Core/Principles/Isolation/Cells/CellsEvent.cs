namespace Holdfast.Core.Principles.Isolation.Cells;

/// <summary>What may become of a call for its key.</summary>
internal enum CellsEvent
{
    /// <summary>Refused: none of its nodes can be used.</summary>
    Lost,

    /// <summary>Refused: it has no key.</summary>
    NoKey,

    /// <summary>Sent to nodes of other keys, as the plan says.</summary>
    Left,
}
