using Holdfast.Control.Telemetry;
using Microsoft.Extensions.Configuration;

namespace Holdfast.Control.Tests.Telemetry;

public sealed class OtlpTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true, "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317")]
    [InlineData(true, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=http://127.0.0.1:4317")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT=http://127.0.0.1:4317")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317", "OTEL_TRACES_EXPORTER=none")]
    [InlineData(true, "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317", "OTEL_METRICS_EXPORTER=none")]
    [InlineData(true, "OTEL_TRACES_EXPORTER=console, otlp")]
    [InlineData(false, "OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4317", "OTEL_SDK_DISABLED=true")]
    public void Traces_ByTheVariables_AreOnOrOff(bool expected, params string[] variables) => Otlp.IsOn(
        new ConfigurationBuilder().AddInMemoryCollection(variables.Select(static v => v.Split('=', 2)).Select(static v => KeyValuePair.Create(v[0], (string?)v[1]))).Build(),
        "TRACES").ShouldBe(expected);
}
