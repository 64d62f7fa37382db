using Microsoft.Extensions.Configuration;

namespace Holdfast.Control.Telemetry;

/// <summary>What is exported, and where to.</summary>
public sealed record TelemetryOptions
{
    /// <summary>Meters that are exported.</summary>
    public required IReadOnlyList<string> Meters { get; init; }

    /// <summary>Sources of spans; only listened to when traces have somewhere to go.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>The standard <c>OTEL_*</c> variables, usually those of the process.</summary>
    public required IConfiguration Configuration { get; init; }

    /// <summary>
    /// Whether the HTTP client's own metrics are kept: they cost every request some µs, and <c>holdfast.attempts</c>
    /// says most of it for nothing.
    /// </summary>
    public bool ClientMetrics { get; init; }

    /// <summary>The variables of the process.</summary>
    public static IConfiguration Environment() => new ConfigurationBuilder().AddEnvironmentVariables().Build();
}
