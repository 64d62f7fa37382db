using Holdfast.Control.History;

namespace Holdfast.WebConsole.Interfaces.One;

/// <summary>A step of the history in the table behind the charts.</summary>
/// <param name="At">When it ended.</param>
public sealed record HistoryRow(DateTimeOffset At, HistoryPoint Point);
