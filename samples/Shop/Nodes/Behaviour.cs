namespace Shop.Nodes;

/// <summary>How a node misbehaves, for demonstrations and tests; by default not at all.</summary>
internal sealed record Behaviour
{
    public static Behaviour Healthy { get; } = new();

    /// <summary>The share of requests answered with <see cref="Status"/> at once, 0 to 1.</summary>
    public double Fail { get; init; }

    /// <summary>400 to 599.</summary>
    public int Status { get; init; } = 503;

    /// <summary>Added to the work of every request, in its slot: a slow node has less capacity too.</summary>
    public TimeSpan Slow { get; init; }

    /// <summary>Requests are accepted and not answered until the switch is turned back.</summary>
    public bool Hang { get; init; }

    /// <summary>The share of requests whose connection is reset, 0 to 1.</summary>
    public double Reset { get; init; }

    public HealthAnswer Health { get; init; }

    /// <summary>After which the node is well again by itself, whoever made it ill; zero: when it is told.</summary>
    public TimeSpan For { get; init; }
}
