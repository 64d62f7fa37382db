using Holdfast.Control.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Logs;

namespace Holdfast.Control.Logging;

/// <summary>The log of the process: standard error, and a collector where one is named.</summary>
public static class LogSetup
{
    /// <summary>Lines that wait to be written. When a terminal or pipe is slower than that, lines are lost, never traffic.</summary>
    private const int QueuedMax = 4_096;

    public static ILoggerFactory Create(LogFormat format, TimeProvider time, IConfiguration configuration) => LoggerFactory.Create(logging =>
    {
        logging.Services.AddSingleton(time);
        logging.SetMinimumLevel(LogLevel.Information);
        // A client that goes away or a node that fails is told by our own events, signals and metrics.
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("System", LogLevel.Warning);
        logging.AddFilter("Yarp", LogLevel.Error);
        // What keeps the process from starting is told in one line by whoever starts it.
        logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
        // 'up' tells people where it listens by itself; twice would be noise.
        if (format == LogFormat.Text) logging.AddFilter("Holdfast.Control.Admin", LogLevel.Warning).AddFilter("Holdfast.Gateway.Front", LogLevel.Warning);
        logging.AddConsole(console =>
        {
            console.FormatterName = format == LogFormat.Json ? JsonFormatter.FormatterName : TextFormatter.FormatterName;
            console.LogToStandardErrorThreshold = LogLevel.Trace;
            console.MaxQueueLength = QueuedMax;
            console.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
        logging.AddConsoleFormatter<TextFormatter, ConsoleFormatterOptions>();
        logging.AddConsoleFormatter<JsonFormatter, ConsoleFormatterOptions>();
        if (!Otlp.IsOn(configuration, "LOGS")) return;
        logging.Services.AddSingleton(configuration);
        logging.AddOpenTelemetry(static export =>
        {
            export.SetResourceBuilder(TelemetryExport.Resource());
            export.AddOtlpExporter();
        });
    });
}
