namespace Holdfast.Testing.Origins;

/// <summary>What <c>/echo</c> saw of a request.</summary>
public sealed record EchoedRequest
{
    public required string Method { get; init; }

    /// <summary>Exactly as sent: not decoded, not normalised.</summary>
    public required string RawTarget { get; init; }

    /// <summary><c>HTTP/1.1</c> or <c>HTTP/2</c>.</summary>
    public required string Protocol { get; init; }

    public required string Scheme { get; init; }

    /// <summary>Name → values, in lower case names.</summary>
    public required IReadOnlyDictionary<string, string[]> Headers { get; init; }

    public required IReadOnlyDictionary<string, string[]> Trailers { get; init; }

    public required long BodyLength { get; init; }

    /// <summary>Lower-case hex.</summary>
    public required string BodySha256 { get; init; }

    /// <summary>The other side's port: one for each connection.</summary>
    public required int RemotePort { get; init; }

    /// <summary>Name asked for in the TLS handshake; null without TLS.</summary>
    public string? ServerName { get; init; }

    /// <summary>Subject of the client certificate; null when none was shown.</summary>
    public string? ClientSubject { get; init; }

    /// <summary>All values of a header, joined by <c>", "</c>; null when it is absent.</summary>
    public string? Header(string name) =>
        Headers.TryGetValue(name.ToLowerInvariant(), out var values) ? string.Join(", ", values) : null;
}
