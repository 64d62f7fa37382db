using Holdfast.Cli.Starting;
using Holdfast.Control.Logging;
using Holdfast.Control.Telemetry;
using Holdfast.Core.Signals;
using Holdfast.Gateway;
using Holdfast.Gateway.Telemetry;
using Microsoft.Extensions.Logging;

namespace Holdfast.Cli.Up;

/// <summary>What the process says of itself: its log, its metrics and traces, the access log.</summary>
internal sealed class UpTelemetry : IAsyncDisposable
{
    private readonly LogFormat _format;

    private UpTelemetry(LogFormat format, ILoggerFactory loggers, TelemetryExport export, AccessLog? accessLog)
    {
        _format = format;
        Loggers = loggers;
        Export = export;
        AccessLog = accessLog;
    }

    public ILoggerFactory Loggers { get; }

    public TelemetryExport Export { get; }

    public AccessLog? AccessLog { get; }

    /// <exception cref="StartException">The access log cannot be opened.</exception>
    public static UpTelemetry Start(UpOptions options, TimeProvider time)
    {
        var variables = TelemetryOptions.Environment();
        var loggers = LogSetup.Create(options.LogFormat, time, variables);
        var accessLog = options.AccessLog is { } target ? Open(target, time, loggers) : null;
        var export = TelemetryExport.Start(new TelemetryOptions
        {
            Meters = GatewayServer.Meters,
            Sources = [GatewayServer.ActivitySourceName],
            Configuration = variables,
            ClientMetrics = options.ClientMetrics,
        });
        return new UpTelemetry(options.LogFormat, loggers, export, accessLog);
    }

    /// <summary>Writes signals down as they are published. What is told to the terminal already is not told to it twice.</summary>
    public void Follow(SignalLog signals)
    {
        if (_format == LogFormat.Text) signals.LogTo(Loggers, "front", "plan");
        else signals.LogTo(Loggers, "front");
    }

    /// <summary>For whoever rotates logs.</summary>
    public void Reopen() => AccessLog?.Reopen();

    public async ValueTask DisposeAsync()
    {
        if (AccessLog is not null) await AccessLog.DisposeAsync();
        Export.Dispose();
        Loggers.Dispose();
    }

    private static AccessLog Open(string target, TimeProvider time, ILoggerFactory loggers)
    {
        try
        {
            return AccessLog.Start(target, time, loggers);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            loggers.Dispose();
            throw StartException.CannotStart(StartErrors.LogUnusable, $"--access-log {target}: {fault.Message}", fault);
        }
    }
}
