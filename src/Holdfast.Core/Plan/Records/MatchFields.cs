using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>Keys of <c>match</c> of an interface.</summary>
public static class MatchFields
{
    public static readonly Field<string> Path = new(
        "path", Shapes.PathTemplate,
        "Segments are literal or {name}; a last {name...} or ** takes the rest, also nothing. Letter case counts; so does a last '/'.")
    {
        Required = true,
    };

    public static readonly Field<IReadOnlyList<string>> Method = new(
        "method", Shapes.OneOrList(Shapes.Method, "method"), "The methods it answers.")
    {
        Default = [],
        DefaultWords = "every method",
    };

    public static readonly Field<IReadOnlyList<string>> Host = new(
        "host", Shapes.OneOrList(Shapes.HostPattern, "host"), "The hosts it answers; *.example.com stands for every name below example.com.")
    {
        Default = [],
        DefaultWords = "every host",
    };

    public static readonly Field<IReadOnlyDictionary<string, string>> Header = new(
        "header", Shapes.Map("header", Shapes.HeaderName, Shapes.HeaderValue), "Headers that must have these values; * asks only that the header is there.")
    {
        Default = new Dictionary<string, string>(),
        DefaultWords = "no condition",
    };

    public static readonly Field<IReadOnlyDictionary<string, string>> Query = new(
        "query", Shapes.Map("query parameter", Shapes.QueryName, Shapes.Text("value", 1024), comparer: StringComparer.Ordinal),
        "Query parameters that must have these values; * asks only that the parameter is there.")
    {
        Default = new Dictionary<string, string>(),
        DefaultWords = "no condition",
    };

    public static readonly Section<MatchPlan> Section = new("match", values => new MatchPlan
    {
        Path = values.Get(Path),
        Methods = values.Get(Method),
        Hosts = values.Get(Host),
        Headers = values.Get(Header),
        Query = values.Get(Query),
    })
    {
        { Path, match => match.Path },
        { Method, match => match.Methods },
        { Host, match => match.Hosts },
        { Header, match => match.Headers },
        { Query, match => match.Query },
    };
}
