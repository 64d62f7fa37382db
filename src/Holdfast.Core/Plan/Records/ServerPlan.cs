namespace Holdfast.Core.Plan;

/// <summary>Limits of the front. A null limit means none. Sizes in bytes.</summary>
public sealed record ServerPlan
{
    /// <summary>Open client connections over all listeners; one more is closed at once.</summary>
    public required int ConnectionsMax { get; init; }

    /// <summary>Largest request body, unless the interface says otherwise.</summary>
    public required long? BodyBytesMax { get; init; }

    /// <summary>Request line, bytes.</summary>
    public required int RequestLineBytesMax { get; init; }

    /// <summary>All request headers together, bytes.</summary>
    public required int HeaderBytesMax { get; init; }

    public required int HeadersMax { get; init; }

    /// <summary>Time to send the whole head of a request.</summary>
    public required TimeSpan HeaderTimeout { get; init; }

    /// <summary>How long an idle client connection is kept.</summary>
    public required TimeSpan KeepAlive { get; init; }

    /// <summary>Slowest request body, bytes per second, after a grace of 5 s; null: any.</summary>
    public required int? BodyRateMin { get; init; }

    /// <summary>How long an answer may wait for a client that takes none of it; null: for ever.</summary>
    public required TimeSpan? SendTimeout { get; init; }

    /// <summary>Concurrent streams of one HTTP/2 connection.</summary>
    public required int StreamsMax { get; init; }

    /// <summary>How long calls in flight may take to finish when the process is asked to stop.</summary>
    public required TimeSpan Drain { get; init; }

    /// <summary>Time between 'not ready' and closing the listeners, so that balancers in front notice.</summary>
    public required TimeSpan DrainDelay { get; init; }

    /// <summary>Peers (CIDR) whose X-Forwarded-* and Forwarded headers are believed; others' are replaced.</summary>
    public required IReadOnlyList<string> TrustedProxies { get; init; }
}
