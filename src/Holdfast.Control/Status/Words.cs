namespace Holdfast.Control.Status;

/// <summary>Numbers as short as a table wants them, with their units.</summary>
public static class Words
{
    public static string Rate(double perSecond) => perSecond is > 0 and < 10 ? $"{perSecond:0.0}" : $"{perSecond:0}";

    /// <summary>A share that is not nothing never reads as 0%.</summary>
    public static string Percent(double? ratio) => ratio switch
    {
        null => "-",
        0 => "0%",
        < 0.001 => "<0.1%",
        < 0.1 => $"{ratio * 100:0.0}%",
        _ => $"{ratio * 100:0}%",
    };

    public static string Latency(double? seconds) => seconds switch
    {
        null => "-",
        < 0.001 => $"{seconds * 1e6:0} µs",
        < 0.01 => $"{seconds * 1e3:0.0} ms",
        < 1 => $"{seconds * 1e3:0} ms",
        _ => $"{seconds:0.0} s",
    };

    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 60 } => $"{Math.Max(0, span.TotalSeconds):0}s",
        { TotalMinutes: < 60 } => $"{span.TotalMinutes:0}m",
        { TotalHours: < 48 } => $"{span.TotalHours:0}h",
        _ => $"{span.TotalDays:0}d",
    };
}
