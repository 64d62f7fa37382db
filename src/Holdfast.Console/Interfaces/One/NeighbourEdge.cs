namespace Holdfast.WebConsole.Interfaces.One;

/// <summary>Calls that go from one to another.</summary>
/// <param name="From">Row in the column before.</param>
/// <param name="To">Row in the next column.</param>
/// <param name="Column">Of where it begins.</param>
/// <param name="Weight">0 to 1: of the busiest one.</param>
/// <param name="IsSpare">Asked only where another cannot answer.</param>
public sealed record NeighbourEdge(int Column, int From, int To, double Weight, bool IsSpare);
