using System.Text;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Words;

/// <summary>Tables of keys for the docs. A page marks where they stand; what is between the marks is written anew.</summary>
/// <remarks>
/// <c>&lt;!-- fields: all --&gt;</c> or <c>&lt;!-- fields: services.health --&gt;</c> begins a generated part,
/// <c>&lt;!-- /fields --&gt;</c> ends it.
/// </remarks>
public static class PlanDocs
{
    private const string Begin = "<!-- fields: ";
    private const string BeginEnd = " -->";
    private const string End = "<!-- /fields -->";

    /// <summary>The page with its generated parts as they should be now.</summary>
    /// <exception cref="FormatException">A mark names a key that does not exist, or has no end.</exception>
    public static string Fill(string page, PlanShape? shape = null)
    {
        shape ??= PlanShape.Default;
        var result = new StringBuilder(page.Length);
        var from = 0;
        while (page.IndexOf(Begin, from, StringComparison.Ordinal) is >= 0 and var begin)
        {
            var nameEnd = page.IndexOf(BeginEnd, begin, StringComparison.Ordinal);
            var end = page.IndexOf(End, begin, StringComparison.Ordinal);
            if (nameEnd < 0 || end < nameEnd)
                throw new FormatException($"A mark at {begin} of the page has no '{End}'.");
            var name = page[(begin + Begin.Length)..nameEnd];
            result.Append(page, from, nameEnd + BeginEnd.Length - from).Append("\n\n");
            result.Append(name == "all" ? All(shape) : One(name, shape));
            from = end;
        }

        return result.Append(page, from, page.Length - from).ToString();
    }

    private static string One(string path, PlanShape shape)
    {
        if (!PlanExplain.TryFind(path, out var found, out var advice, shape))
            throw new FormatException(advice);
        var text = new StringBuilder();
        if (found!.Keys.Count > 0)
            AppendTable(found, text);
        else
            AppendTable(found with { Keys = [found] }, text);
        return text.ToString();
    }

    private static string All(PlanShape shape)
    {
        PlanExplain.TryFind("", out var root, out _, shape);
        var text = new StringBuilder();
        AppendTable(root!, text);
        AppendBelow(shape.Root, "", text);
        return text.ToString();
    }

    private static void AppendBelow(Shape shape, string path, StringBuilder text)
    {
        foreach (var field in shape.Fields.Where(field => field.Shape.Fields.Count > 0))
        {
            var explanation = PlanExplanation.Of(field, PlanExplanation.Below(path, shape) + field.Name);
            var heading = (explanation.Path + "." + field.Shape.EntryName).TrimEnd('.');
            text.Append($"### `{heading}`\n\n{explanation.About}\n\n");
            AppendTable(explanation, text);
            AppendBelow(field.Shape, explanation.Path, text);
        }
    }

    private static void AppendTable(PlanExplanation section, StringBuilder text)
    {
        text.Append("| Key | What it says | Type | Default | Bounds | Why |\n|---|---|---|---|---|---|\n");
        foreach (var key in section.Keys)
        {
            var name = key.Path[(key.Path.LastIndexOf('.') + 1)..];
            var type = key.Unit is null ? key.Title : $"{key.Title} ({key.Unit})";
            var initial = key.Required ? "**must be given**" : key.Default ?? "none";
            text.Append($"| `{name}` | {Cell(key.About)} | {Cell(type)} | {Cell(initial)} | {Cell(key.Bounds)} | {Cell(key.Because)} |\n");
        }

        text.Append('\n');
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("*.", "\\*.", StringComparison.Ordinal).Replace("**", "\\*\\*", StringComparison.Ordinal)
        .Replace("\\*\\*must be given\\*\\*", "**must be given**", StringComparison.Ordinal);
}
