namespace Holdfast.Control.History;

/// <summary>What <c>/api/history</c> answers: a column for each number, oldest first.</summary>
/// <param name="Interface">Null: all together.</param>
/// <param name="Until">When the newest step ended; null: there is none yet.</param>
/// <param name="StepSeconds">From one step to the next.</param>
public sealed record HistoryReport(
    string? Interface,
    string Window,
    DateTimeOffset? Until,
    double StepSeconds,
    IReadOnlyList<double?> CallsPerSecond,
    IReadOnlyList<double?> FailedPerSecond,
    IReadOnlyList<double?> RefusedPerSecond,
    IReadOnlyList<double?> P50Seconds,
    IReadOnlyList<double?> P99Seconds)
{
    public static HistoryReport Of(HistoryBook book, string? name, HistoryWindow window)
    {
        var points = name is null ? book.All(window) : book.Of(name, window);
        return new HistoryReport(
            name, window.Name, book.Newest, window.Step.TotalSeconds,
            [.. points.Select(static point => point.CallsPerSecond)],
            [.. points.Select(static point => point.FailedPerSecond)],
            [.. points.Select(static point => point.RefusedPerSecond)],
            [.. points.Select(static point => point.P50Seconds)],
            [.. points.Select(static point => point.P99Seconds)]);
    }
}
