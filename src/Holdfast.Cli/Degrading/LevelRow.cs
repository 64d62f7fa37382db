using System.Globalization;

namespace Holdfast.Cli.Degrading;

/// <param name="cell">The text of a column; empty where there is none.</param>
internal sealed class LevelRow(Func<string, string> cell)
{
    public string this[string column] => cell(column);

    public double Number(string column) => double.TryParse(cell(column), CultureInfo.InvariantCulture, out var number) ? number : 0;

    public DateTimeOffset? Time(string column) => DateTimeOffset.TryParse(cell(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
