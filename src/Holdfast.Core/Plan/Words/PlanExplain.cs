using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan.Words;

/// <summary>Finds a key of a plan by its path, names of things left out or not: <c>interfaces.retry</c> and <c>interfaces.register.retry</c> are one.</summary>
public static class PlanExplain
{
    /// <summary>More suggestions than this are none.</summary>
    private const int ElsewhereMax = 4;

    /// <param name="path">Keys joined by dots; empty: the plan as a whole.</param>
    /// <param name="explanation">What is known of the key.</param>
    /// <param name="advice">When it is not found: which key is unknown, and what may have been meant.</param>
    public static bool TryFind(string path, out PlanExplanation? explanation, out string advice, PlanShape? shape = null)
    {
        var root = (shape ?? PlanShape.Default).Root;
        explanation = new PlanExplanation(
            "", "Services, and the interfaces that depend on them.", "section", null, null, null, null, Required: true,
            PlanExplanation.KeysOf(root, ""));
        advice = "";
        Shape at = root;
        var segments = path.Split('.', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = Key(segments[i]);
            var field = Find(at, segment);
            if (field is null && at.EntryName is not null && i + 1 < segments.Length && Find(at, Key(segments[i + 1])) is { } below)
                (field, i) = (below, i + 1);
            if (field is null)
            {
                advice = Advice(at, explanation.Path, segment, root);
                explanation = null;
                return false;
            }

            explanation = PlanExplanation.Of(field, PlanExplanation.Below(explanation.Path, at) + field.Name);
            at = field.Shape;
        }

        return true;
    }

    private static Field? Find(Shape shape, string name) => shape.Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>A path from an error may name an item: <c>nodes[1]</c>.</summary>
    private static string Key(string segment)
    {
        var bracket = segment.IndexOf('[', StringComparison.Ordinal);
        return bracket < 0 ? segment : segment[..bracket];
    }

    /// <summary>Where else in a plan a key of this name stands, names of things left out.</summary>
    private static IEnumerable<string> Elsewhere(Shape at, string path, string name)
    {
        foreach (var field in at.Fields)
        {
            if (field.Name == name) yield return path + name;
            foreach (var below in Elsewhere(field.Shape, $"{path}{field.Name}.", name)) yield return below;
        }
    }

    private static string Advice(Shape at, string path, string segment, Shape root)
    {
        var keys = at.Fields.Select(field => field.Name).ToList();
        var where = path.Length == 0 ? "A plan" : $"'{path}'";
        if (keys.Count == 0)
            return $"{where} has no keys below it.";
        var same = Elsewhere(root, "", segment).Take(ElsewhereMax).ToArray();
        var near = same.Length > 0 ? string.Join("' or '", same) : Nearest.Find(segment, keys);
        var meant = near is null ? "" : $" Did you mean '{near}'?";
        return $"{where} has no '{Printable.Of(segment)}'.{meant} It has {string.Join(", ", keys)}.";
    }
}
