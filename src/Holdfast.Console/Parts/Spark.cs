using System.Globalization;
using System.Text;
using Holdfast.Control.History;
using Microsoft.AspNetCore.Components;

namespace Holdfast.WebConsole.Parts;

/// <summary>A line of what was, small enough for a row of a table: a picture without script. The number it ends with stands beside it.</summary>
public static class Spark
{
    private const int Width = 100;
    private const int Height = 20;

    /// <summary>Calls, and how many of them failed or were refused.</summary>
    public static MarkupString Of(IReadOnlyList<HistoryPoint> past)
    {
        if (past.Count < 2) return default;
        var top = Math.Max(1, past.Max(static point => point.CallsPerSecond ?? 0));
        return new MarkupString(
            $"""<svg class="spark" viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" aria-hidden="true">{Line("calls", past, static point => point.CallsPerSecond, top)}{Bad(past, top)}</svg>""");
    }

    /// <summary>One number of the past.</summary>
    /// <param name="name">Class of the line.</param>
    public static MarkupString Of(IReadOnlyList<HistoryPoint> past, string name, Func<HistoryPoint, double?> value)
    {
        if (past.Count < 2) return default;
        var top = past.Max(point => value(point) ?? 0);
        return new MarkupString(
            $"""<svg class="spark" viewBox="0 0 {Width} {Height}" preserveAspectRatio="none" aria-hidden="true">{(top > 0 ? Line(name, past, value, top) : Line("none", past, value, 1))}</svg>""");
    }

    private static string Bad(IReadOnlyList<HistoryPoint> past, double top) =>
        past.Any(static point => point.FailedPerSecond > 0 || point.RefusedPerSecond > 0)
            ? Line("bad", past, static point => point.FailedPerSecond + point.RefusedPerSecond, top)
            : "";

    /// <summary>Broken where nothing is known.</summary>
    private static string Line(string name, IReadOnlyList<HistoryPoint> past, Func<HistoryPoint, double?> value, double top)
    {
        var path = new StringBuilder();
        var isDown = false;
        for (var i = 0; i < past.Count; i++)
        {
            if (value(past[i]) is not { } number)
            {
                isDown = false;
                continue;
            }

            var x = (double)i / (past.Count - 1) * Width;
            var y = Height - 1 - (Math.Min(1, number / top) * (Height - 2));
            path.Append(isDown ? 'L' : 'M').Append(CultureInfo.InvariantCulture, $"{x:0.#} {y:0.#}");
            isDown = true;
        }

        return $"""<path class="{name}" d="{path}" fill="none" vector-effect="non-scaling-stroke"/>""";
    }
}
