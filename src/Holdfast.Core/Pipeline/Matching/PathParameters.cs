namespace Holdfast.Core.Pipeline.Matching;

/// <summary>What stands in a path where its template has <c>{name}</c>, or <c>{name...}</c> for all that follows.</summary>
public sealed class PathParameters
{
    private const string RestMark = "...";

    private readonly (string Name, int Segment, bool TakesRest)[] _all;

    /// <param name="template">As the plan has it; its syntax is checked when the plan is read.</param>
    public PathParameters(string template)
    {
        _all = [.. template.TrimStart('/').Split('/').Index().Where(static part => part.Item.StartsWith('{')).Select(static part => Take(part.Item[1..^1], part.Index))];
    }

    public IEnumerable<string> Names => _all.Select(static one => one.Name);

    /// <returns>As it stands in the path, escapes and all; empty where the template has no such parameter.</returns>
    public ReadOnlySpan<char> Read(string name, string path)
    {
        foreach (var (known, segment, takesRest) in _all)
            if (known == name) return Segment(path, segment, takesRest);
        return [];
    }

    private static (string Name, int Segment, bool TakesRest) Take(string name, int segment) =>
        name.EndsWith(RestMark, StringComparison.Ordinal) ? (name[..^RestMark.Length], segment, true) : (name, segment, false);

    private static ReadOnlySpan<char> Segment(ReadOnlySpan<char> path, int segment, bool takesRest)
    {
        for (; segment >= 0; segment--)
        {
            var slash = path.IndexOf('/');
            if (slash < 0) return [];
            path = path[(slash + 1)..];
        }

        var end = takesRest ? -1 : path.IndexOf('/');
        return end < 0 ? path : path[..end];
    }
}
