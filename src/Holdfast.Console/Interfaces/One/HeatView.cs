using Holdfast.Control.History;
using Holdfast.WebConsole.Pages;

namespace Holdfast.WebConsole.Interfaces.One;

/// <summary>How latencies were spread, and when.</summary>
/// <param name="Until">When the newest column ended.</param>
/// <param name="ColumnSeconds">What a column covers.</param>
/// <param name="Columns">Oldest first: calls by band, the quickest first.</param>
public sealed record HeatView(DateTimeOffset Until, double ColumnSeconds, IReadOnlyList<IReadOnlyList<long>> Columns)
{
    private const int Short = 30;
    private const int Long = 60;

    /// <summary>Ten seconds to a column for minutes, a minute for an hour. Of more nothing is kept.</summary>
    internal static HeatView Of(Visit visit, string name, HistoryWindow window)
    {
        var isShort = window == HistoryWindow.Minutes;
        var merged = isShort ? 1 : 6;
        return new HeatView(
            visit.Subject.History?.Newest ?? visit.Now, merged * HistoryWindow.TenSeconds.TotalSeconds,
            visit.Subject.History?.Heat(name, isShort ? Short : Long, merged) ?? []);
    }

    /// <summary>Columns of a picture: what is not known yet is left blank.</summary>
    internal int Places => ColumnSeconds > HistoryWindow.TenSeconds.TotalSeconds ? Long : Short;

    internal DateTimeOffset At(int column) => Until - TimeSpan.FromSeconds((Columns.Count - 1 - column) * ColumnSeconds);
}
