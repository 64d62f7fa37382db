using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Pipeline.Matching;

/// <summary>One interface at the end of a path: what else of the request must hold.</summary>
internal sealed class Route(InterfaceModel target)
{
    private readonly KeyValuePair<string, string>[] _headers = [.. target.Plan.Match.Headers];
    private readonly KeyValuePair<string, string>[] _query = [.. target.Plan.Match.Query];
    private readonly string[] _methods = [.. target.Plan.Match.Methods];

    public InterfaceModel Target { get; } = target;

    /// <summary>Greater is more specific: a method first, then the number of headers and query parameters.</summary>
    public int Specificity => (_methods.Length > 0 ? 1_000_000 : 0) + _headers.Length + _query.Length;

    public bool Takes(IRequestHead request)
    {
        if (_methods.Length > 0 && !TakesMethod(request.Method)) return false;
        foreach (var (name, wanted) in _headers)
            if (!request.TryGetHeader(name, out var value) || !Holds(wanted, value)) return false;
        foreach (var (name, wanted) in _query)
            if (!request.TryGetQuery(name, out var value) || !Holds(wanted, value)) return false;
        return true;
    }

    private bool TakesMethod(string method)
    {
        foreach (var taken in _methods)
            if (taken == method) return true;
        return false;
    }

    private static bool Holds(string wanted, string value) => wanted == "*" || wanted == value;
}
