using Holdfast.WebConsole.Principles;

namespace Holdfast.WebConsole.Degrading;

/// <summary>What a degradation plan saves a service.</summary>
/// <param name="Before">Attempts a second when it was entered; null: the process was started anew since, and nobody knows.</param>
/// <param name="Now">Attempts a second.</param>
public sealed record LoadRow(string Service, double? Before, double Now)
{
    /// <summary>Of what it was; below 0: it has grown. Null: not known.</summary>
    public double? Saved => Before > 0 ? (Before - Now) / Before : null;

    internal static LoadRow Of(TableRow row) => new(row.Text("service"), row.Known("before_per_second"), row.Number("now_per_second"));
}
