namespace Shop.Nodes;

/// <summary>Endpoint metadata: what one kind of request costs the node that does it.</summary>
internal sealed record Operation(string Name, LatencyProfile Latency)
{
    public static Operation Of(string name, double medianMs, double p99Ms) =>
        new(name, LatencyProfile.Of(medianMs, p99Ms));
}
