namespace Holdfast.Core.Pipeline.Matching;

/// <summary>One segment of the tree of paths. A search goes literal, then parameter, then rest: the most specific first.</summary>
internal sealed class RouteNode
{
    private readonly Dictionary<string, RouteNode> _literals = new(StringComparer.Ordinal);
    private (string Segment, RouteNode Next)? _only;
    private RouteNode? _parameter;
    private Route[] _here = [];
    private Route[] _below = [];

    public void Add(PathTemplate template, int depth, Route route)
    {
        if (depth == template.Segments.Count)
        {
            if (template.TakesRest) _below = Insert(_below, route);
            else _here = Insert(_here, route);
            return;
        }

        var segment = template.Segments[depth];
        RouteNode next;
        if (segment is null) next = _parameter ??= new RouteNode();
        else if (!_literals.TryGetValue(segment, out next!)) _literals[segment] = next = new RouteNode();
        _only = _literals.Count == 1 ? (_literals.First().Key, _literals.First().Value) : null;
        next.Add(template, depth + 1, route);
    }

    /// <param name="rest">The path without its first slash; null when it has ended.</param>
    public Route? Find(ReadOnlySpan<char> rest, bool ended, IRequestHead request)
    {
        if (ended) return First(_here, request) ?? First(_below, request);

        var slash = rest.IndexOf('/');
        var segment = slash < 0 ? rest : rest[..slash];
        var following = slash < 0 ? default : rest[(slash + 1)..];
        if (Literal(segment)?.Find(following, slash < 0, request) is { } byLiteral) return byLiteral;
        if (!segment.IsEmpty && _parameter?.Find(following, slash < 0, request) is { } byParameter) return byParameter;
        return First(_below, request);
    }

    /// <summary>Paths that all begin alike, as those under <c>/api</c>, need no table to be told apart.</summary>
    private RouteNode? Literal(ReadOnlySpan<char> segment)
    {
        if (_only is var (only, next)) return segment.SequenceEqual(only) ? next : null;
        return _literals.Count > 0 && _literals.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(segment, out var literal) ? literal : null;
    }

    private static Route? First(Route[] routes, IRequestHead request)
    {
        foreach (var route in routes)
            if (route.Takes(request)) return route;
        return null;
    }

    private static Route[] Insert(Route[] routes, Route route) =>
    [
        .. routes.Append(route).OrderByDescending(static r => r.Specificity).ThenBy(static r => r.Target.Name, StringComparer.Ordinal),
    ];
}
