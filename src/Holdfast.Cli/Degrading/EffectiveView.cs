using System.Globalization;
using System.Text;
using Holdfast.Core.Layers.Effective;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Degrading;

/// <summary>What holds for an interface as lines: the field, then its layers, the uppermost first; what is covered is in brackets.</summary>
internal static class EffectiveView
{
    private const string Default = "default";
    private const int LineMax = 400;

    public static string Of(EffectiveReport report, bool all, DateTimeOffset now)
    {
        var shown = report.Fields.Where(field => all || field.Layers.Any(static layer => layer.Source != Default)).ToList();
        var width = shown.Max(static field => field.Name.Length);
        var text = new StringBuilder($"{Printable.Of($"{report.Interface} of {report.Service}, revision {report.Revision}", LineMax)}\n");
        foreach (var field in shown)
            foreach (var (index, layer) in field.Layers.Index())
                text.Append($"  {Printable.Of($"{(index == 0 ? field.Name : "").PadRight(width)}  {Of(layer, now)}", LineMax)}\n");
        return text.ToString();
    }

    private static string Of(EffectiveLayer layer, DateTimeOffset now)
    {
        var place = layer.Place.Length > 0 ? $" ({layer.Place})" : "";
        var by = layer.By.Length > 0 ? $", {layer.By}" : "";
        var until = layer.Until is { } end ? string.Create(CultureInfo.InvariantCulture, $", until {end:HH:mm:ss} UTC ({Math.Max(0, Math.Ceiling((end - now).TotalMinutes))} min left)") : "";
        var words = $"{layer.Value}   {layer.Source}{place}{by}{until}";
        return layer.Holds ? words : $"[{words}]";
    }
}
