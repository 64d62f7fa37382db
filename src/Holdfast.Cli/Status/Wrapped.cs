using Holdfast.Core.Plan;

namespace Holdfast.Cli.Status;

/// <summary>Text over as many lines as it needs: what it ends with may be what matters.</summary>
internal static class Wrapped
{
    private const int LengthMax = 400;
    private const int LinesMax = 4;

    /// <param name="indent">Blanks before every line but the first.</param>
    /// <param name="linesMax">What is longer is cut; a line stands for a hundred characters.</param>
    public static IReadOnlyList<string> Of(string text, int width, int indent = 4, int linesMax = LinesMax)
    {
        var left = Printable.Of(text, LengthMax / LinesMax * linesMax);
        var lines = new List<string>();
        for (var blanks = 0; lines.Count < linesMax - 1 && left.Length + blanks > width; blanks = indent)
        {
            var room = width - blanks;
            var end = left.LastIndexOf(' ', room);
            if (end < room / 2) end = room;
            lines.Add(new string(' ', blanks) + left[..end].TrimEnd());
            left = left[end..].TrimStart();
        }

        var before = lines.Count == 0 ? 0 : indent;
        lines.Add(new string(' ', before) + Shortened.AtTheEnd(left, width - before));
        return lines;
    }
}
