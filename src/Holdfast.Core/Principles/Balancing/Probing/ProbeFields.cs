using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary>The keys of <c>health.probe</c>.</summary>
public static class ProbeFields
{
    private static readonly Dictionary<string, string> NoHeaders = [];

    public static readonly Field<ProbeKind> Kind = new(
        "kind", Shapes.Choice(("http", ProbeKind.Http), ("grpc", ProbeKind.Grpc), ("tcp", ProbeKind.Tcp)),
        "How a node is asked: an HTTP request, grpc.health.v1.Health/Check, or a TCP connection and no more.")
    {
        Default = ProbeKind.Http,
        Because = "A connection is taken by the kernel of a process that hangs; only an answer shows that somebody is there.",
    };

    public static readonly Field<string?> Path = new(
        "path", Shapes.NoneOrObject(Shapes.Path), "What an HTTP probe asks for; it cannot do without.")
    {
        Because = "Only the service knows which path says that it can work. It should not ask its own dependencies: one that is down would take every node with it.",
    };

    public static readonly Field<string> Method = new(
        "method", Shapes.Choice(("GET", "GET"), ("HEAD", "HEAD")), "Method of an HTTP probe.") { Default = "GET" };

    public static readonly Field<StatusRanges> Expect = new(
        "expect", Shapes.Statuses, "Statuses of a healthy answer to an HTTP probe, as 200-299,401.")
    {
        Default = StatusRanges.Success,
        Because = "A redirect or a login page says nothing of the node.",
    };

    public static readonly Field<string?> Contains = new(
        "contains", Shapes.NoneOrObject(Shapes.Text("text")), "Text that the first 64KB of the answer must hold, letter by letter. For HTTP with GET.");

    public static readonly Field<string?> Matches = new(
        "matches", Shapes.NoneOrObject(Shapes.Pattern), "Regular expression that the first 64KB of the answer must match somewhere. For HTTP with GET.")
    {
        Because = "Matched without backtracking and for 100ms at the most, so that no answer can keep the gateway busy.",
    };

    public static readonly Field<string?> Host = new(
        "host", Shapes.NoneOrObject(Shapes.Host), "Host that an HTTP probe asks for; none: that of the node.");

    public static readonly Field<IReadOnlyDictionary<string, string>> Headers = new(
        "headers", Shapes.Map("header", Shapes.HeaderName, Shapes.HeaderValue), "Headers that an HTTP probe sends as well.") { Default = NoHeaders };

    public static readonly Field<string?> Service = new(
        "service", Shapes.NoneOrObject(Shapes.Text("service", 256)), "Name that a gRPC probe asks for; none: the node as a whole.");

    public static readonly Field<TimeSpan> Every = new(
        "every", Shapes.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)), "Time from the start of one probe of a node to the next; longer for services with so many nodes that a process would send more than 100 probes a second.")
    {
        Default = TimeSpan.FromSeconds(5),
        Because = "A node that died unseen is found in 5s at a cost of 0.2 requests a second. Under 100ms the probes are a load of their own.",
    };

    public static readonly Field<double> Jitter = new(
        "jitter", Shapes.RatioOrZero, "Part of the interval by which each one is longer or shorter at random.")
    {
        Default = 0.1,
        Because = "Probes of many gateways would fall into step and reach a node all at once.",
    };

    public static readonly Field<TimeSpan> Timeout = new(
        "timeout", Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5)), "An answer later than this is a failure. Shorter than 'every'.")
    {
        Default = TimeSpan.FromSeconds(1),
        Because = "A node that takes a second to say that it is well is not.",
    };

    public static readonly Field<int> Rise = new(
        "rise", Shapes.Count(1, 100, "probes"), "Probes in a row that must pass before a node that failed them gets traffic again.")
    {
        Default = 2,
        Because = "A process that starts answers once, now and then, before it is ready.",
    };

    public static readonly Field<int> Fall = new(
        "fall", Shapes.Count(1, 100, "probes"), "Probes in a row that must fail before a node loses its traffic.")
    {
        Default = 2,
        Because = "One lost probe is no evidence.",
    };

    public static readonly Section<ProbePlan> Section = new("probe", values => new ProbePlan
    {
        Kind = values.Get(Kind),
        Path = values.Get(Path),
        Method = values.Get(Method),
        Expect = values.Get(Expect),
        Contains = values.Get(Contains),
        Matches = values.Get(Matches),
        Host = values.Get(Host),
        Headers = values.Get(Headers),
        Service = values.Get(Service),
        Every = values.Get(Every),
        Jitter = values.Get(Jitter),
        Timeout = values.Get(Timeout),
        Rise = values.Get(Rise),
        Fall = values.Get(Fall),
    }, example: "path: /healthz")
    {
        { Kind, plan => plan.Kind },
        { Path, plan => plan.Path },
        { Method, plan => plan.Method },
        { Expect, plan => plan.Expect },
        { Contains, plan => plan.Contains },
        { Matches, plan => plan.Matches },
        { Host, plan => plan.Host },
        { Headers, plan => plan.Headers },
        { Service, plan => plan.Service },
        { Every, plan => plan.Every },
        { Jitter, plan => plan.Jitter },
        { Timeout, plan => plan.Timeout },
        { Rise, plan => plan.Rise },
        { Fall, plan => plan.Fall },
    };
}
