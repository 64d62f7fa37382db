using System.Globalization;
using System.Text;

namespace Holdfast.Testing.Faults;

/// <summary>Rows of the fault matrix as a table of Markdown, in milliseconds and seconds.</summary>
public sealed class FaultTable
{
    private static readonly string[] Heads =
    [
        "fault", "through", "GETs", "failed", "broken", "healthy p99", "p50", "p99", "p99.9", "worst", "found after", "p99 then", "sick node got then", "POSTs", "failed",
    ];

    private readonly List<string[]> _rows = [];

    public bool HasRows => _rows.Count > 0;

    /// <param name="through">The proxy.</param>
    /// <param name="found">From the beginning of the fault until the last sick node was left out; null when it was not.</param>
    /// <param name="gotThen">Requests that reached sick nodes after that, until they were healed.</param>
    public void Add(FaultReport report, string through, TimeSpan? found = null, int? gotThen = null)
    {
        var whole = report.Whole;
        _rows.Add(
        [
            report.Fault.Title, through, Text(whole.Requests.Count, "0"), Text(whole.Failed.Count, "0"), Text(whole.Broken.Count, "0"),
            Text(report.Healthy.P99), Text(whole.P50), Text(whole.P99), Text(whole.P999), Text(whole.Worst),
            found is { } after ? $"{Text(after.TotalSeconds, "0.00")} s" : "", found is { } then ? Text(report.After(then).P99) : "",
            gotThen is { } got ? Text(got, "0") : "",
            Text(report.Posts.Requests.Count, "0"), Text(report.Posts.Failed.Count, "0"),
        ]);
    }

    public override string ToString()
    {
        var widths = Heads.Select((head, column) => _rows.Select(row => row[column].Length).Append(head.Length).Max()).ToArray();
        var text = new StringBuilder();
        Append(text, Heads, widths);
        text.Append('|').AppendJoin('|', widths.Select((width, column) => column < 2 ? new string('-', width + 2) : new string('-', width + 1) + ":")).Append("|\n");
        foreach (var row in _rows)
            Append(text, row, widths);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string[] cells, int[] widths) => text
        .Append("| ").AppendJoin(" | ", cells.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).Append(" |\n");

    private static string Text(double number, string format = "0.0") => number.ToString(format, CultureInfo.InvariantCulture);
}
