using Microsoft.Extensions.Logging;

namespace Holdfast.Gateway.Telemetry;

/// <summary>Event ids 1100 to 1199.</summary>
internal static partial class CallLog
{
    [LoggerMessage(1100, LogLevel.Error, "A call of interface {Interface} ended in a fault of the gateway; trace {TraceId}")]
    public static partial void CallFaulted(this ILogger logger, Exception exception, string @interface, string traceId);

    [LoggerMessage(1110, LogLevel.Error, "The access log cannot be written; its lines are dropped until it can: {Reason}")]
    public static partial void AccessLogFails(this ILogger logger, string reason);

    [LoggerMessage(1111, LogLevel.Information, "The access log is written again")]
    public static partial void AccessLogWorks(this ILogger logger);
}
