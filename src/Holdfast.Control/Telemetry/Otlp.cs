using Microsoft.Extensions.Configuration;

namespace Holdfast.Control.Telemetry;

/// <summary>Whether the standard variables ask for OTLP.</summary>
public static class Otlp
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>On when an endpoint is named, unless <c>OTEL_SDK_DISABLED</c> or <c>OTEL_{SIGNAL}_EXPORTER=none</c> turns it off.</summary>
    /// <param name="configuration">The variables.</param>
    /// <param name="signal"><c>METRICS</c>, <c>TRACES</c> or <c>LOGS</c>.</param>
    public static bool IsOn(IConfiguration configuration, string signal)
    {
        if (string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase)) return false;
        return configuration[$"OTEL_{signal}_EXPORTER"] switch
        {
            null or "" => !string.IsNullOrEmpty(configuration[Endpoint]) || !string.IsNullOrEmpty(configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"]),
            var named => named.Split(',').Any(static name => name.Trim() == "otlp"),
        };
    }
}
