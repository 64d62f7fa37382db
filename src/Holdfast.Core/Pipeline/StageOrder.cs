namespace Holdfast.Core.Pipeline;

/// <summary>The one place that says in which order stages meet a call, and why.</summary>
/// <remarks>
/// The order is not a setting: a plan says what each principle does, never when. Stages that a plan does not
/// use are not in an interface's compiled pipeline and cost nothing.
/// </remarks>
public static class StageOrder
{
    /// <summary>Once for each request, in this order; each may refuse, answer, or pass it on.</summary>
    public static IReadOnlyList<(Position Position, string Reason)> Inbound { get; } =
    [
        (Position.Match, "nothing can be decided before it is known which interface is asked"),
        (Position.ChaosClient, "a fault the user is to see must pass through nothing that would mend it"),
        (Position.Overload, "shedding must cost less than anything it sheds, so it comes before all bookkeeping"),
        (Position.HotKeys, "limits, caches and balancing may treat differently what everybody asks for, so they have to know that it is"),
        (Position.Limits, "a caller beyond its share is refused before it can take a place from others"),
        (Position.Degradation, "what an operator has switched off is answered here and needs no resource behind it"),
        (Position.Async, "acceptance for later replaces all that would hold a place while a backend works"),
        (Position.Cache, "an answer at hand needs no place in a pool; only a miss goes on"),
        (Position.Isolation, "last of the inbound stages, so that a place is held only while a backend really works"),
    ];

    /// <summary>Around the backend. From <see cref="Position.Breaker"/> to <see cref="Position.Observe"/> once for each attempt.</summary>
    public static IReadOnlyList<(Position Position, string Reason)> Outbound { get; } =
    [
        (Position.Version, "all attempts of a call go to one version, or an experiment would compare mixtures"),
        (Position.Deadline, "one deadline covers every attempt, so it is set before the first"),
        (Position.Retry, "the loop around attempts: it sees the outcome of the whole of what follows"),
        (Position.Breaker, "asked for every attempt: a breaker that opens during a call stops its retries too"),
        (Position.ServiceLimit, "what a service may be asked is counted by attempts, for they are what it sees"),
        (Position.Pool, "the last wait before a node: a place in the pool is held only while a node works"),
        (Position.Balance, "a node is chosen as late as can be, on the newest knowledge, and never one already tried"),
        (Position.NodePool, "a node that is full is passed over for another, so it has to be known which one"),
        (Position.ChaosUpstream, "a fault of the backend must look to retries and breakers like one"),
        (Position.Attempt, "the host does the work: a forward, an HTTP call, any delegate"),
        (Position.Observe, "every finished attempt is evidence, for balancing, breakers and releases alike"),
        (Position.Otherwise, "only after every attempt was used up may something else answer in the backend's place"),
    ];
}
