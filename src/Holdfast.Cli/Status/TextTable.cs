using System.Text;

namespace Holdfast.Cli.Status;

/// <summary>Columns side by side. Where the terminal is narrow the least important ones go, then the longest are cut.</summary>
internal sealed class TextTable(params Column[] columns)
{
    private const int Gap = 2;
    private const int CutWidthMin = 8;

    private readonly List<Cell[]> _rows = [];

    public void Add(params Cell[] cells) => _rows.Add(cells);

    public void Write(StringBuilder output, Canvas canvas)
    {
        var (shown, widths) = Fit(canvas.Width);
        WriteRow(output, canvas, shown, widths, [.. columns.Select(static column => new Cell(column.Title, Tone.Faint))]);
        foreach (var row in _rows) WriteRow(output, canvas, shown, widths, row);
    }

    private (List<int> Shown, int[] Widths) Fit(int width)
    {
        var widths = columns.Select((column, i) => _rows.Select(row => row[i].Text.Length).Append(column.Title.Length).Max()).ToArray();
        var shown = Enumerable.Range(0, columns.Length).ToList();
        while (Total() > width && shown.MaxBy(i => columns[i].Drop) is var least && columns[least].Drop > 0) shown.Remove(least);
        while (Total() > width)
        {
            var longest = shown.Where(i => !columns[i].IsNumber).MaxBy(i => widths[i]);
            if (widths[longest] <= CutWidthMin) break;
            widths[longest] = Math.Max(CutWidthMin, widths[longest] - (Total() - width));
        }

        return (shown, widths);

        int Total() => shown.Sum(i => widths[i] + Gap) - Gap;
    }

    private void WriteRow(StringBuilder output, Canvas canvas, List<int> shown, int[] widths, Cell[] row)
    {
        var pending = 0;
        foreach (var i in shown)
        {
            var text = row[i].Text.Length > widths[i] ? string.Concat(row[i].Text.AsSpan(0, widths[i] - 1), "…") : row[i].Text;
            var padding = widths[i] - text.Length;
            var before = columns[i].IsNumber ? padding : 0;
            // No blanks after the last word of a line: they wrap in terminals and show in diffs.
            if (text.Length > 0) output.Append(' ', pending + before).Append(canvas.Paint(text, row[i].Tone));
            pending = text.Length > 0 ? padding - before + Gap : pending + padding + Gap;
        }

        output.Append('\n');
    }
}
