using System.Globalization;
using System.Text;

namespace Holdfast.Testing.Faults;

/// <summary>Rows of the fault matrix as a table of Markdown; latencies in milliseconds. Columns that no row fills are left out.</summary>
public sealed class FaultTable
{
    private static readonly string[] Heads =
    [
        "fault", "through", "GETs", "failed", "broken", "healthy p99", "p50", "p99", "p99.9", "worst",
        "left out after", "p99 then", "got then", "POSTs", "failed", "repeated",
    ];

    private readonly List<string[]> _rows = [];

    public bool HasRows => _rows.Count > 0;

    /// <param name="through">The proxy.</param>
    /// <param name="rounds">Runs of one fault, taken together.</param>
    /// <param name="leftOut">From the beginning of the fault until the last sick node was left out.</param>
    /// <param name="gotThen">Requests that reached sick nodes from then until they were healed.</param>
    public void Add(string through, IReadOnlyList<FaultReport> rounds, TimeSpan? leftOut = null, int? gotThen = null)
    {
        var healthy = new LatencySummary([.. rounds.SelectMany(static report => report.Healthy.Requests)]);
        var whole = new LatencySummary([.. rounds.SelectMany(static report => report.Whole.Requests)]);
        _rows.Add(
        [
            rounds[0].Fault.Title, through, Count(whole.Requests.Count), Count(whole.Failed.Count), Count(whole.Broken.Count),
            Milliseconds(healthy.P99), Milliseconds(whole.P50), Milliseconds(whole.P99), Milliseconds(whole.P999), Milliseconds(whole.Worst),
            leftOut is { } after ? Milliseconds(after.TotalMilliseconds) : "",
            leftOut is { } then ? Milliseconds(rounds[0].After(then).P99) : "",
            gotThen is { } got ? Count(got) : "",
            Count(rounds.Sum(static report => report.Posts.Requests.Count)), Count(rounds.Sum(static report => report.Posts.Failed.Count)),
            Count(rounds.Sum(static report => report.RepeatedPosts.Count)),
        ]);
    }

    public override string ToString()
    {
        var columns = Enumerable.Range(0, Heads.Length).Where(column => _rows.Any(row => row[column].Length > 0)).ToArray();
        var widths = columns.Select(column => _rows.Select(row => row[column].Length).Append(Heads[column].Length).Max()).ToArray();
        var text = new StringBuilder();
        Append(text, columns.Select(column => Heads[column]), widths);
        text.Append('|').AppendJoin('|', widths.Select(static (width, i) => i < 2 ? new string('-', width + 2) : new string('-', width + 1) + ":")).Append("|\n");
        foreach (var row in _rows)
            Append(text, columns.Select(column => row[column]), widths);
        return text.ToString();
    }

    private static void Append(StringBuilder text, IEnumerable<string> cells, int[] widths) => text
        .Append("| ").AppendJoin(" | ", cells.Select((cell, i) => i < 2 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).Append(" |\n");

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(double number) => number.ToString(number < 100 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
