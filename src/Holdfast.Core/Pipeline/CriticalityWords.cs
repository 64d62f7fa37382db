namespace Holdfast.Core.Pipeline;

/// <summary>Criticalities as plans, headers and metrics spell them.</summary>
public static class CriticalityWords
{
    public static string Of(Criticality criticality) => criticality switch
    {
        Criticality.Critical => "critical",
        Criticality.High => "high",
        Criticality.Normal => "normal",
        _ => "sheddable",
    };

    /// <returns>Null: it is none of the words.</returns>
    public static Criticality? Parse(string? text) => text switch
    {
        "critical" => Criticality.Critical,
        "high" => Criticality.High,
        "normal" => Criticality.Normal,
        "sheddable" => Criticality.Sheddable,
        _ => null,
    };
}
