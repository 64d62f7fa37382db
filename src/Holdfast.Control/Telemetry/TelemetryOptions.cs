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
    /// Whether the metrics are kept that the HTTP client changes twice or four times a request: open connections by
    /// state, active requests. They cost more than its durations, which are always kept: docs/telemetry.md has the numbers.
    /// </summary>
    public bool ClientMetrics { get; init; }

    /// <summary>The variables of the process.</summary>
    public static IConfiguration Environment() => new ConfigurationBuilder().AddEnvironmentVariables().Build();
}
