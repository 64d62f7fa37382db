using System.Globalization;

namespace Holdfast.WebConsole.Principles;

/// <summary>A cell of a principle's table, as people read it.</summary>
internal static class CellText
{
    public static string Of(object? cell) => cell switch
    {
        null => "-",
        bool flag => flag ? "yes" : "no",
        double number => number.ToString("0.###", CultureInfo.InvariantCulture),
        DateTimeOffset at => at.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        TimeSpan span => span.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(cell, CultureInfo.InvariantCulture) ?? "",
    };

    /// <summary>Numbers stand to the right, so that their sizes can be seen.</summary>
    public static string Class(object? cell) => cell switch
    {
        int or long or double => "num",
        DateTimeOffset or TimeSpan => "name",
        _ => "",
    };

    /// <summary>A name as it is written in code, for people.</summary>
    public static string Name(string name) => name.Replace('_', ' ').Replace('-', ' ');
}
