using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline.Matching;

/// <summary>Finds the interface a request asks for: the most specific that matches.</summary>
/// <remarks>
/// Host first (an exact name, then the longest wildcard, then any), then the path from left to right (a literal
/// segment before <c>{parameter}</c> before the rest), then a named method before any, then more headers and query
/// parameters before fewer, then the name of the interface. A step that leads nowhere is taken back.
/// </remarks>
public sealed class Router
{
    private readonly Dictionary<string, RouteNode> _exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly (string Suffix, RouteNode Root)[] _wildcards;
    private readonly RouteNode _any = new();

    public Router(IEnumerable<InterfaceModel> interfaces)
    {
        var wildcards = new Dictionary<string, RouteNode>(StringComparer.OrdinalIgnoreCase);
        foreach (var target in interfaces)
        {
            var template = PathTemplate.Parse(target.Plan.Match.Path);
            var route = new Route(target);
            if (target.Plan.Match.Hosts.Count == 0) _any.Add(template, 0, route);
            foreach (var host in target.Plan.Match.Hosts)
            {
                var roots = host.StartsWith("*.", StringComparison.Ordinal) ? wildcards : _exact;
                var key = host.TrimStart('*');
                if (!roots.TryGetValue(key, out var root)) roots[key] = root = new RouteNode();
                root.Add(template, 0, route);
            }
        }

        _wildcards = [.. wildcards.Select(static w => (w.Key, w.Value)).OrderByDescending(static w => w.Key.Length)];
    }

    /// <returns>Null when nothing matches.</returns>
    public InterfaceModel? Match(IRequestHead request)
    {
        var path = request.Path;
        if (path.Length == 0 || path[0] != '/') return null;
        var rest = path.AsSpan(1);
        if (_exact.Count > 0 && _exact.TryGetValue(request.Host, out var root) && root.Find(rest, false, request) is { } exact)
            return exact.Target;
        foreach (var (suffix, wildcard) in _wildcards)
        {
            var host = request.Host;
            if (host.Length > suffix.Length && host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
                && wildcard.Find(rest, false, request) is { } found)
                return found.Target;
        }

        return _any.Find(rest, false, request)?.Target;
    }
}
