using System.Text;
using Holdfast.Control.Store;

namespace Holdfast.WebConsole.Plans;

/// <summary>A file of a plan, as text.</summary>
public sealed record PlanFileText(string Path, string Text)
{
    internal IReadOnlyList<string> Lines => Text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');

    internal static IReadOnlyList<PlanFileText> Of(PlanText? text) =>
        [.. (text?.Files ?? []).Select(static file => new PlanFileText(file.Path, Encoding.UTF8.GetString(file.Bytes)))];

    internal static PlanText ToPlan(IReadOnlyList<PlanFileText> files) =>
        new(files[0].Path, [.. files.Select(static file => new PlanTextFile(file.Path, Encoding.UTF8.GetBytes(file.Text)))]);
}
