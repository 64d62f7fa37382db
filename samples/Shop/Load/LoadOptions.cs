namespace Shop.Load;

/// <summary>The bounds of a load. Each has one: a demo left alone overnight must have cost next to nothing.</summary>
public sealed record LoadOptions
{
    public static LoadOptions Default { get; } = new();

    /// <summary>Arrivals of all interfaces together, requests per second; they come whether or not answers do.</summary>
    public double RatePerSecond { get; init; } = 60;

    /// <summary>The rate rises to its full height over this time, from a tenth: what has just started is not yet warm.</summary>
    public TimeSpan RampUp { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Past this the load ends by itself.</summary>
    public TimeSpan DurationMax { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Requests under way; an arrival beyond them is dropped and counted.</summary>
    public int InFlightMax { get; init; } = 256;

    /// <summary>A caller's patience with one request.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The same seed sends the same requests at the same times.</summary>
    public int Seed { get; init; } = 1;
}
