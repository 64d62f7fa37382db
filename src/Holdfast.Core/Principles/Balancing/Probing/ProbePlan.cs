using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.Probing;

/// <summary><c>health.probe</c> of a service: a request of our own to every node, for nodes that no call has tried lately.</summary>
public sealed record ProbePlan
{
    public static readonly Field<string> PathField = new(
        "path", Shapes.Path, "What is asked for with GET. Any answer of 200 to 299 in time is healthy.")
    {
        Required = true,
        Because = "Only the service knows which path says that it can work. It should not ask its own dependencies: one that is down would take every node with it.",
    };

    public static readonly Field<TimeSpan> EveryField = new(
        "every", Shapes.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)), "Time from the start of one probe of a node to the next.")
    {
        Default = TimeSpan.FromSeconds(5),
        Because = "A node that died unseen is found in 5s at a cost of 0.2 requests a second. Under 100ms the probes are a load of their own.",
    };

    public static readonly Field<TimeSpan> TimeoutField = new(
        "timeout", Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(5)), "An answer later than this is a failure. Shorter than 'every'.")
    {
        Default = TimeSpan.FromSeconds(1),
        Because = "A node that takes a second to say that it is well is not.",
    };

    public static readonly Section<ProbePlan> Section = new("probe", values => new ProbePlan
    {
        Path = values.Get(PathField),
        Every = values.Get(EveryField),
        Timeout = values.Get(TimeoutField),
    })
    {
        { PathField, plan => plan.Path },
        { EveryField, plan => plan.Every },
        { TimeoutField, plan => plan.Timeout },
    };

    /// <summary>Path and query of the request.</summary>
    public required string Path { get; init; }

    public required TimeSpan Every { get; init; }

    public required TimeSpan Timeout { get; init; }
}
