using System.Text;

namespace Holdfast.Cli.Status;

/// <summary>A part of the report: a blank line, a header, and rows of one line or more, the worst first.</summary>
/// <param name="RowsMax">Rows to show, however much room there is.</param>
internal sealed record Block(string Header, IReadOnlyList<IReadOnlyList<string>> Rows, int RowsMax)
{
    private const int Frame = 2;

    /// <summary>Below this there is no room for a row and the word that there are more.</summary>
    private const int LinesMin = Frame + 2;

    /// <summary>Lines it takes when there is room.</summary>
    public int Lines => Rows.Count == 0 ? 0 : Frame + Rows.Take(RowsMax).Sum(static row => row.Count) + (Rows.Count > RowsMax ? 1 : 0);

    /// <summary>Lines for each, of those that there are: who wants less than its share leaves the rest to the others.</summary>
    public static int[] Share(int lines, IReadOnlyList<Block> blocks)
    {
        var given = new int[blocks.Count];
        var left = blocks.Count;
        foreach (var (block, i) in blocks.Select(static (block, i) => (block, i)).OrderBy(static it => it.block.Lines))
        {
            given[i] = Math.Min(block.Lines, lines / left--);
            lines -= given[i];
        }

        return given;
    }

    public void Write(StringBuilder output, int lines)
    {
        var (shown, fits) = (RowsMax, lines >= Lines);
        if (Rows.Count == 0 || (!fits && lines < LinesMin)) return;
        if (!fits) shown = RowsWithin(lines - Frame - 1);
        output.Append('\n').Append(Header).Append('\n');
        foreach (var line in Rows.Take(shown).SelectMany(static row => row)) output.Append(line).Append('\n');
        if (Rows.Count > shown) output.Append($"and {Rows.Count - shown} more: status -a\n");
    }

    private int RowsWithin(int lines)
    {
        var shown = 0;
        while (shown < Math.Min(Rows.Count, RowsMax) && (lines -= Rows[shown].Count) >= 0) shown++;
        return shown;
    }
}
