using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace Holdfast.WebConsole.Parts;

/// <summary>A chart that needs no script: lines over time, with what was changed marked in it. A script may put a livelier one in its place.</summary>
public static class Chart
{
    private const int Width = 600;
    private const int Height = 150;
    private const int Left = 52;
    private const int Bottom = 18;
    private const int Top = 6;
    private const int GridLines = 3;

    /// <param name="times">When each point was.</param>
    /// <param name="lines">A class and a value for each point.</param>
    /// <param name="marks">When something was changed.</param>
    /// <param name="words">How a value is written.</param>
    public static MarkupString Of(
        IReadOnlyList<DateTimeOffset> times, IReadOnlyList<(string Name, Func<int, double?> Value)> lines, IEnumerable<DateTimeOffset> marks, Func<double, string> words)
    {
        if (times.Count < 2) return default;
        var top = Nice(lines.Max(line => Enumerable.Range(0, times.Count).Max(i => line.Value(i) ?? 0)));
        var (from, span) = (times[0], (times[^1] - times[0]).TotalSeconds);
        var svg = new StringBuilder($"""<svg class="chart-picture" viewBox="0 0 {Width} {Height}" aria-hidden="true">""");
        for (var i = 0; i <= GridLines; i++)
        {
            var value = top * i / GridLines;
            var y = Y(value, top);
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="grid" x1="{Left}" x2="{Width}" y1="{y:0.#}" y2="{y:0.#}"/><text x="{Left - 6}" y="{y + 4:0.#}" text-anchor="end">{words(value)}</text>""");
        }

        foreach (var mark in marks.Where(mark => mark >= from && mark <= times[^1]))
        {
            var x = X((mark - from).TotalSeconds, span);
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="change" x1="{x:0.#}" x2="{x:0.#}" y1="{Top}" y2="{Height - Bottom}"/>""");
        }

        foreach (var (name, value) in lines) svg.Append(CultureInfo.InvariantCulture, $"""<path class="{name}" d="{Line(times, value, top)}" fill="none"/>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="{Height - 3}">{from:HH:mm:ss}</text><text x="{Width}" y="{Height - 3}" text-anchor="end">{times[^1]:HH:mm:ss} UTC</text></svg>""");
        return new MarkupString(svg.ToString());
    }

    /// <summary>The next number that people would end a scale with.</summary>
    internal static double Nice(double most)
    {
        if (most <= 0) return 1;
        var unit = Math.Pow(10, Math.Floor(Math.Log10(most)));
        return unit * ((most / unit) switch { <= 1 => 1, <= 1.5 => 1.5, <= 3 => 3, <= 6 => 6, _ => 10 });
    }

    private static string Line(IReadOnlyList<DateTimeOffset> times, Func<int, double?> value, double top)
    {
        var path = new StringBuilder();
        var span = (times[^1] - times[0]).TotalSeconds;
        var isDown = false;
        for (var i = 0; i < times.Count; i++)
        {
            if (value(i) is not { } number)
            {
                isDown = false;
                continue;
            }

            path.Append(isDown ? 'L' : 'M').Append(CultureInfo.InvariantCulture, $"{X((times[i] - times[0]).TotalSeconds, span):0.#} {Y(number, top):0.#}");
            isDown = true;
        }

        return path.ToString();
    }

    private static double X(double seconds, double span) => Left + (seconds / span * (Width - Left));

    private static double Y(double value, double top) => Height - Bottom - (value / top * (Height - Bottom - Top));
}
