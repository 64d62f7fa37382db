namespace Holdfast.Core.Plan.Fields;

/// <summary>The shapes that fields are declared with.</summary>
public static class Shapes
{
    /// <summary>A name of a thing in the plan.</summary>
    public static Shape<string> Name(string title) => new TextShape(
        title, "a name of letters, digits, '-', '_' and '.'", "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$", TextRules.Name);

    /// <summary>Text for people, on one line.</summary>
    public static Shape<string> Text(string title, int lengthMax = 256) =>
        new TextShape(title, "text on one line", null, text => TextRules.Line(text, lengthMax));

    public static Shape<string> HeaderName { get; } = new TextShape(
        "header name", "a header name", "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$", TextRules.HeaderName);

    public static Shape<string> CookieName { get; } = new TextShape(
        "cookie name", "a cookie name", "^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$", TextRules.CookieName);

    public static Shape<string> HeaderValue { get; } =
        new TextShape("header value", "a header value", null, TextRules.HeaderValue);

    public static Shape<string> QueryName { get; } =
        new TextShape("query name", "the name of a query parameter", null, text => TextRules.Line(text, 128));

    public static Shape<string> Method { get; } = new TextShape(
        "method", "an HTTP method such as GET", "^[A-Za-z-]{1,32}$", TextRules.Method) { Normalise = text => text.ToUpperInvariant() };

    /// <summary>A host name without port; kept in lower case.</summary>
    public static Shape<string> Host { get; } = new TextShape(
        "host name", "a host name such as api.example.com", null, text => TextRules.Host(text, wildcard: false))
        { Normalise = text => text.ToLowerInvariant() };

    /// <summary>A host name, or <c>*.</c> and one for every name below it.</summary>
    public static Shape<string> HostPattern { get; } = new TextShape(
        "host", "a host name such as api.example.com or *.example.com", null, text => TextRules.Host(text, wildcard: true))
        { Normalise = text => text.ToLowerInvariant() };

    public static Shape<string> PathTemplate { get; } = new TextShape(
        "path template", "a path such as /api/users/{id}", "^/", PathTemplateRules.Check);

    /// <summary>A path with nothing to fill in, as for a probe; a query may follow.</summary>
    public static Shape<string> Path { get; } = new TextShape("path", "a path such as /healthz", "^/", TextRules.Path);

    /// <summary>A regular expression that is matched without backtracking.</summary>
    public static Shape<string> Pattern { get; } =
        new TextShape("pattern", "a regular expression without look-around and back-references", null, PatternRules.Check);

    /// <summary>HTTP statuses and ranges of them.</summary>
    public static Shape<StatusRanges> Statuses { get; } = new StatusRangesShape();

    public static Shape<string> ListenAddress { get; } = new TextShape(
        "listen address", "host:port, as 127.0.0.1:8080 or *:8443", @"^(\*|localhost|[0-9.]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}$", AddressRules.Listen);

    public static Shape<string> Network { get; } = new TextShape(
        "network", "a network such as 10.0.0.0/8", "^[0-9A-Fa-f.:]+/[0-9]{1,3}$", AddressRules.Network);

    public static Shape<Uri> NodeUrl { get; } = new NodeUrlShape();

    /// <summary>A file, relative to the file of the plan that names it; absolute once read.</summary>
    public static Shape<string> File { get; } = new FileShape();

    public static Shape<double> Ratio { get; } = new RatioShape();

    /// <summary>A ratio of which nothing may be meant, too.</summary>
    public static Shape<double> RatioOrZero { get; } = new RatioShape(zeroToo: true);

    public static Shape<bool> Flag { get; } = new FlagShape();

    /// <summary>So many in so long, as <c>500/s</c>.</summary>
    public static Shape<Rate> Rate { get; } = new RateShape();

    public static Shape<int> Count(int min, int max, string? unit = null) => new CountShape(min, max, unit);

    public static Shape<TimeSpan> Duration(TimeSpan min, TimeSpan max) => new DurationShape(min, max);

    public static Shape<long> Size(long min, long max) => new SizeShape(min, max);

    public static Shape<T> Choice<T>(params (string Word, T Value)[] choices) => new ChoiceShape<T>(choices);

    /// <summary>By what requests are told apart: one part of them, or a list of parts that count together.</summary>
    public static Shape<KeyPlan> Key { get; } = Convert(
        OneOrList(new KeyPartShape(), "part of a request"), parts => new KeyPlan(parts), key => key.Parts);

    /// <param name="noun">What one item is called.</param>
    /// <param name="identity">By what an item is known in a diff though other parts of it change.</param>
    public static Shape<IReadOnlyList<T>> List<T>(
        Shape<T> item, string noun, int min = 0, Func<T, string>? identity = null) =>
        new ListShape<T>(item, noun) { CountMin = min, Identity = identity };

    /// <summary>A list whose only item may stand without brackets.</summary>
    public static Shape<IReadOnlyList<T>> OneOrList<T>(Shape<T> item, string noun) =>
        new ListShape<T>(item, noun) { SingleToo = true, CountMin = 1 };

    /// <param name="noun">What one entry is called.</param>
    /// <param name="key">The shape of its name.</param>
    /// <param name="comparer">When two names are one; letter case does not count unless this says so.</param>
    public static Shape<IReadOnlyDictionary<string, T>> Map<T>(
        string noun, Shape<string> key, Shape<T> item, int min = 0, StringComparer? comparer = null) =>
        new MapShape<T>(noun, key, item) { CountMin = min, Comparer = comparer ?? StringComparer.OrdinalIgnoreCase };

    /// <summary>A number-like value, or <c>none</c> for null.</summary>
    public static Shape<T?> NoneOr<T>(Shape<T> inner)
        where T : struct => new NoneOrShape<T, T?>(inner, value => value, value => value!.Value);

    /// <summary>A section or text, or <c>none</c> for null.</summary>
    public static Shape<T?> NoneOrObject<T>(Shape<T> inner)
        where T : class => new NoneOrShape<T, T?>(inner, value => value, value => value!);

    /// <summary>The same text kept as another type.</summary>
    public static Shape<TTo> Convert<TFrom, TTo>(Shape<TFrom> inner, Func<TFrom, TTo> to, Func<TTo, TFrom> from) =>
        new ConvertedShape<TFrom, TTo>(inner, to, from);
}
