using Holdfast.Core.Plan;

namespace Holdfast.WebConsole.Plans;

/// <summary>An error of a plan, where it stands.</summary>
/// <param name="Lines">The line and its neighbours, by their numbers; none where it is about a file as a whole.</param>
public sealed record PlanFault(string Id, string File, int Line, int Column, string Path, string Message, string Advice, IReadOnlyList<KeyValuePair<int, string>> Lines)
{
    private const int Around = 1;

    internal static PlanFault Of(PlanError error, IReadOnlyList<PlanFileText> files)
    {
        var lines = files.FirstOrDefault(file => file.Path == error.Place.File)?.Lines ?? [];
        var first = Math.Max(1, error.Place.Line - Around);
        return new PlanFault(
            error.Id, error.Place.File, error.Place.Line, error.Place.Column, error.Path, error.Message, error.Advice,
            error.Place.Line == 0 ? [] : [.. lines.Skip(first - 1).Take((2 * Around) + 1).Select((line, i) => new KeyValuePair<int, string>(first + i, line))]);
    }
}
