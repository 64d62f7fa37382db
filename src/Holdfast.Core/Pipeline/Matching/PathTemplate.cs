namespace Holdfast.Core.Pipeline.Matching;

/// <summary>A path of the plan, cut into segments: literals, <c>{name}</c> for one segment, <c>{name...}</c> or <c>**</c> for all that follow.</summary>
/// <remarks>Syntax is checked when the plan is read; this only takes it apart.</remarks>
public sealed class PathTemplate
{
    private PathTemplate(IReadOnlyList<string?> segments, bool takesRest)
    {
        Segments = segments;
        TakesRest = takesRest;
    }

    /// <summary>A literal, or null for a parameter.</summary>
    public IReadOnlyList<string?> Segments { get; }

    /// <summary>Whether anything may follow, also nothing.</summary>
    public bool TakesRest { get; }

    public static PathTemplate Parse(string template)
    {
        var parts = template.TrimStart('/').Split('/');
        var takesRest = parts[^1] == "**" || parts[^1].EndsWith("...}", StringComparison.Ordinal);
        var segments = parts.Take(parts.Length - (takesRest ? 1 : 0)).Select(static part => part.StartsWith('{') ? null : part);
        return new PathTemplate(segments.ToArray(), takesRest);
    }
}
