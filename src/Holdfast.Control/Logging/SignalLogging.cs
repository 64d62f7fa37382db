using Holdfast.Core.Signals;
using Microsoft.Extensions.Logging;

namespace Holdfast.Control.Logging;

/// <summary>Writes signals to the log as they are published. Event ids 1400 to 1499.</summary>
public static partial class SignalLogging
{
    /// <summary>Signals that say something got worse.</summary>
    private static readonly HashSet<string> Bad = ["node-ejected", "breaker-opened", "breaker-forced-open", "panic-entered", "limit-reached", "pool-full", "overload-began", "process-overloaded", "slower-than-before", "probe-fails", "name-unresolved", "address-refused", "revision-refused", "stale-served", "store-away", "plan-unrecorded", "last-known-good-unwritten"];

    /// <param name="signals">Where they are published.</param>
    /// <param name="loggers">Where they are written.</param>
    /// <param name="except">Slices whose signals somebody else tells, with more in them.</param>
    public static void LogTo(this SignalLog signals, ILoggerFactory loggers, params string[] except)
    {
        var log = loggers.CreateLogger("Holdfast.Signals");
        signals.Listen(signal =>
        {
            if (except.Contains(signal.Slice)) return;
            if (Bad.Contains(signal.Name)) log.Worse(signal.Slice, signal.Name, signal.Subject, signal.Text);
            else log.Told(signal.Slice, signal.Name, signal.Subject, signal.Text);
        });
    }

    [LoggerMessage(1400, LogLevel.Warning, "{Slice} {Signal} {Subject}: {Text}")]
    private static partial void Worse(this ILogger logger, string slice, string signal, string subject, string text);

    [LoggerMessage(1401, LogLevel.Information, "{Slice} {Signal} {Subject}: {Text}")]
    private static partial void Told(this ILogger logger, string slice, string signal, string subject, string text);
}
