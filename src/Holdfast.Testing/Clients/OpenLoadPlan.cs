namespace Holdfast.Testing.Clients;

/// <summary>What an open load sends. It sends at its own pace, whether answers come or not.</summary>
public sealed record OpenLoadPlan
{
    public required Uri Url { get; init; }

    /// <summary>Requests a second.</summary>
    public required int Rate { get; init; }

    /// <summary>Requests in all, unless the load is stopped before.</summary>
    public required int Count { get; init; }

    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Sent as <c>X-Request-Id</c> with the request's place in the schedule after it; null: none is sent.</summary>
    public string? RequestIds { get; init; }

    /// <summary>Bytes of every body with a good status. A whole one of another length counts as failed; null: any will do.</summary>
    public long? BodyLength { get; init; }

    /// <summary>Connections kept by the part that keeps them.</summary>
    public int ConnectionsMax { get; init; } = 32;

    /// <summary>Part of the requests, 0 to 1, that each open and close a connection.</summary>
    public double WithoutKeepAliveRatio { get; init; } = 0.5;

    /// <summary>Requests unanswered at one time. One more is not sent, and counts as failed: an open load must not turn closed unseen.</summary>
    public int InFlightMax { get; init; } = 2_000;

    /// <summary>Header of the answer that names the version which made it.</summary>
    public string VersionHeader { get; init; } = "X-Origin-Version";

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}
