using System.Text;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Words;

/// <summary>What is known of one key of a plan.</summary>
/// <param name="Path">Where it stands, as <c>interfaces.&lt;interface&gt;.retry.per-try</c>; empty: the plan.</param>
/// <param name="Title">What its value is, as <c>duration</c>.</param>
/// <param name="Default">What is taken when it is left out; null: nothing.</param>
/// <param name="Because">Why the default and the bounds are what they are.</param>
/// <param name="Keys">What stands below it; empty for a single value.</param>
public sealed record PlanExplanation(
    string Path, string About, string Title, string? Unit, string? Default, string? Bounds, string? Because, bool Required,
    IReadOnlyList<PlanExplanation> Keys)
{
    /// <summary>For a terminal.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(Path.Length == 0 ? "A plan" : Path).Append('\n').Append("  ").Append(About).Append("\n\n");
        Line(text, "type", Title);
        Line(text, "unit", Unit);
        Line(text, "default", Required ? "none: it must be given" : Default);
        Line(text, "bounds", Bounds);
        Line(text, "why", Because);
        if (Keys.Count == 0)
            return text.ToString();
        text.Append("\n  keys\n");
        var width = Keys.Max(key => Name(key).Length);
        foreach (var key in Keys)
            text.Append("    ").Append(Name(key).PadRight(width)).Append("  ").Append(key.About).Append('\n');
        return text.ToString();
    }

    internal static PlanExplanation Of(Field field, string path, bool withKeys = true) => new(
        path, field.About, field.Shape.Title, field.Shape.Unit, field.DefaultText, field.Shape.Bounds, field.Because,
        field.Required, withKeys ? KeysOf(field.Shape, path) : []);

    internal static IReadOnlyList<PlanExplanation> KeysOf(Shape shape, string path)
    {
        var below = Below(path, shape);
        return [.. shape.Fields.Select(field => Of(field, below + field.Name, withKeys: false))];
    }

    /// <summary>The way to what stands within a value of this shape.</summary>
    internal static string Below(string path, Shape shape) =>
        (path.Length == 0 ? "" : path + ".") + (shape.EntryName is { } entry ? entry + "." : "");

    private static string Name(PlanExplanation key) => key.Path[(key.Path.LastIndexOf('.') + 1)..];

    private static void Line(StringBuilder text, string name, string? value)
    {
        if (value is not null)
            text.Append("  ").Append(name.PadRight(9)).Append(value).Append('\n');
    }
}
