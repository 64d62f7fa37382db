using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Holdfast.Control.Telemetry;

/// <summary>Carries metrics to whoever scrapes, and metrics and traces to a collector where one is named.</summary>
public sealed class TelemetryExport : IDisposable
{
    private const string ClientMeter = "System.Net.Http";
    private const string RuntimeMeter = "System.Runtime";

    private readonly TracerProvider? _traces;

    private TelemetryExport(MeterProvider meters, TracerProvider? traces)
    {
        Meters = meters;
        _traces = traces;
    }

    /// <summary>What <c>/metrics</c> answers from.</summary>
    public MeterProvider Meters { get; }

    public static TelemetryExport Start(TelemetryOptions options)
    {
        var metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(services => services.AddSingleton(options.Configuration))
            .SetResourceBuilder(Resource())
            .AddMeter([.. options.Meters, ClientMeter, RuntimeMeter])
            .AddView(instrument => View(instrument, options.ClientMetrics))
            .AddPrometheusExporter();
        if (Otlp.IsOn(options.Configuration, "METRICS")) metrics.AddOtlpExporter();
        var traces = Otlp.IsOn(options.Configuration, "TRACES")
            ? Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(services => services.AddSingleton(options.Configuration))
                .SetResourceBuilder(Resource())
                .AddSource([.. options.Sources])
                .AddOtlpExporter()
                .Build()
            : null;
        return new TelemetryExport(metrics.Build(), traces);
    }

    /// <summary>The environment's word on the service's name and attributes is the last.</summary>
    internal static ResourceBuilder Resource() => ResourceBuilder.CreateEmpty()
        .AddService("holdfast", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3))
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();

    public void Dispose()
    {
        // Both send what they still hold before they go.
        _traces?.Dispose();
        Meters.Dispose();
    }

    /// <summary>An instrument that is dropped is never listened to: it costs the HTTP client nothing.</summary>
    private static MetricStreamConfiguration? View(Instrument instrument, bool clientMetrics) =>
        !clientMetrics && instrument.Meter.Name == ClientMeter
        && instrument.Name is ("http.client.open_connections" or "http.client.active_requests")
            ? MetricStreamConfiguration.Drop
            : null;
}
