using Holdfast.Core.Plan;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Holdfast.Control.Logging;

/// <summary>One line an event: time, level, event id, words. Whatever a message quotes can break neither line nor terminal.</summary>
internal sealed class TextFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "holdfast-text";

    /// <summary>Characters of a line; a stack trace fits.</summary>
    private const int LengthMax = 8_192;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write($"{time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {Word(logEntry.LogLevel)} [{logEntry.EventId.Id}] ");
        textWriter.Write(OneLine(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is { } fault)
        {
            textWriter.Write(" | ");
            textWriter.Write(OneLine(fault.ToString()));
        }

        textWriter.Write('\n');
    }

    private static string OneLine(string text) =>
        Printable.Of(text.ReplaceLineEndings(" | "), LengthMax);

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info ",
        LogLevel.Warning => "warn ",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
