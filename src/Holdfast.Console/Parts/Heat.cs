using System.Globalization;
using System.Text;
using Holdfast.Control.History;
using Holdfast.Control.Status;
using Holdfast.WebConsole.Interfaces.One;
using Microsoft.AspNetCore.Components;

namespace Holdfast.WebConsole.Parts;

/// <summary>Latencies over time as cells: how many calls took how long. The table behind it has the same numbers.</summary>
public static class Heat
{
    private const int Width = 600;
    private const int Left = 64;
    private const int Bottom = 18;
    private const int Row = 14;
    private const int Levels = 5;

    public static MarkupString Of(HeatView heat)
    {
        var most = heat.Columns.Max(static column => column.Max());
        var (height, cell) = ((HeatBands.Count * Row) + Bottom, (double)(Width - Left) / heat.Places);
        var blank = heat.Places - heat.Columns.Count;
        var svg = new StringBuilder($"""<svg class="chart-picture heat" viewBox="0 0 {Width} {height}" aria-hidden="true">""");
        for (var band = 0; band < HeatBands.Count; band++)
        {
            var y = (HeatBands.Count - 1 - band) * Row;
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left - 6}" y="{y + 11}" text-anchor="end">{Label(band)}</text><line class="grid" x1="{Left}" x2="{Width}" y1="{y + Row}" y2="{y + Row}"/>""");
        }

        for (var column = 0; column < heat.Columns.Count; column++)
        {
            for (var band = 0; band < HeatBands.Count; band++)
            {
                if (heat.Columns[column][band] is not (> 0 and var count)) continue;
                svg.Append(CultureInfo.InvariantCulture, $"""<rect class="h{Level(count, most)}" x="{Left + ((blank + column) * cell):0.#}" y="{((HeatBands.Count - 1 - band) * Row) + 1}" width="{Math.Max(1, cell - 1):0.#}" height="{Row - 2}"/>""");
            }
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{Left}" y="{height - 4}">{heat.Until - TimeSpan.FromSeconds(heat.Places * heat.ColumnSeconds):HH:mm:ss}</text><text x="{Width}" y="{height - 4}" text-anchor="end">{heat.Until:HH:mm:ss} UTC</text></svg>""");
        return new MarkupString(svg.ToString());
    }

    /// <summary>Where a band begins, for people.</summary>
    internal static string Label(int band) => band == 0 ? $"<{Words.Latency(HeatBands.From(1))}" : $"{Words.Latency(HeatBands.From(band))}+";

    /// <summary>A few calls among thousands are what one looks for: they are seen.</summary>
    internal static int Level(long count, long most) => 1 + (int)Math.Min(Levels - 1, Math.Floor((Levels - 1) * Math.Log(count + 1) / Math.Log(most + 1)));
}
