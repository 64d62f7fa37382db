using System.Text;
using Holdfast.Control.Status;

namespace Holdfast.Cli.Status;

/// <summary>
/// Columns side by side, and a note for each row. Where the terminal is narrow names are shortened in the middle, then
/// the least important columns go; a note that does not fit is on lines of its own, for nothing of it may be lost.
/// </summary>
/// <param name="notes">Title of the notes.</param>
internal sealed class TextTable(Canvas canvas, string notes, params Column[] columns)
{
    private const int Gap = 2;
    private const int CutWidthMin = 8;
    private const int NoteIndent = 4;

    private readonly List<(Cell[] Cells, string Note)> _rows = [];

    public void Add(string note, params Cell[] cells) => _rows.Add((cells, note));

    /// <param name="rowsMax">Rows to show; the others take no part in how wide columns are.</param>
    public Block Lay(int rowsMax)
    {
        var (shown, widths) = Fit(rowsMax);
        var hasTitle = _rows.Any(static row => row.Note.Length > 0) && Total(shown, widths) + Gap + notes.Length <= canvas.Width;
        var header = Line(shown, widths, [.. columns.Select(static column => new Cell(column.Title, Tone.Faint))], isHeader: true, isPadded: hasTitle);
        if (hasTitle) header += new string(' ', Gap) + canvas.Paint(notes, Tone.Faint);
        return new Block(header, [.. _rows.Select(row => Row(shown, widths, row.Cells, row.Note))], rowsMax);
    }

    private IReadOnlyList<string> Row(List<int> shown, int[] widths, Cell[] cells, string note)
    {
        var text = new Cell(note, Tone.Plain, Cell.NoteMax).Text;
        var line = Line(shown, widths, cells, isHeader: false);
        if (text.Length == 0) return [line];
        if (Total(shown, widths) + Gap + text.Length <= canvas.Width)
            return [Line(shown, widths, cells, isHeader: false, isPadded: true) + new string(' ', Gap) + text];
        var lines = Wrapped.Of(text, canvas.Width - NoteIndent, indent: 0);
        return [line, .. lines.Select(static part => new string(' ', NoteIndent) + part)];
    }

    private (List<int> Shown, int[] Widths) Fit(int rowsMax)
    {
        var widths = columns.Select((column, i) => _rows.Take(rowsMax).Select(row => row.Cells[i].Text.Length).Append(column.Title.Length).Max()).ToArray();
        var shown = Enumerable.Range(0, columns.Length).ToList();
        Shorten(static column => column.Least);
        while (Total(shown, widths) > canvas.Width && shown.MaxBy(i => columns[i].Drop) is var least && columns[least].Drop > 0) shown.Remove(least);
        Shorten(static _ => CutWidthMin);
        return (shown, widths);

        void Shorten(Func<Column, int> leastOf)
        {
            while (Total(shown, widths) - canvas.Width is > 0 and var excess)
            {
                var longest = shown.Where(i => !columns[i].IsNumber && leastOf(columns[i]) is > 0 and var least && widths[i] > least)
                    .OrderByDescending(i => widths[i]).Take(1).ToArray();
                if (longest.Length == 0) break;
                widths[longest[0]] = Math.Max(leastOf(columns[longest[0]]), widths[longest[0]] - excess);
            }
        }
    }

    private static int Total(List<int> shown, int[] widths) => shown.Sum(i => widths[i] + Gap) - Gap;

    private string Line(List<int> shown, int[] widths, Cell[] cells, bool isHeader, bool isPadded = false)
    {
        var output = new StringBuilder();
        var pending = 0;
        foreach (var i in shown)
        {
            var text = isHeader ? Shortened.AtTheEnd(cells[i].Text, widths[i]) : Shortened.InTheMiddle(cells[i].Text, widths[i]);
            var padding = widths[i] - text.Length;
            var before = columns[i].IsNumber ? padding : 0;
            // No blanks after the last word of a line: they wrap in terminals and show in diffs.
            if (text.Length > 0) output.Append(' ', pending + before).Append(canvas.Paint(text, cells[i].Tone));
            pending = text.Length > 0 ? padding - before + Gap : pending + padding + Gap;
        }

        if (isPadded) output.Append(' ', pending - Gap);
        return output.ToString();
    }
}
