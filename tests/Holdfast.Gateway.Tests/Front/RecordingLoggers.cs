using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Holdfast.Gateway.Tests.Front;

/// <summary>Keeps every line, so that a test can say what was logged and what was not.</summary>
internal sealed class RecordingLoggers : ILoggerFactory
{
    private readonly ConcurrentQueue<(LogLevel Level, string Category, EventId Id, string Message)> _lines = new();

    public IEnumerable<string> From(LogLevel level) => _lines.Where(line => line.Level >= level)
        .Select(static line => $"{line.Level} {line.Category}[{line.Id.Id}] {line.Message}");

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => new Recorder(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Recorder(RecordingLoggers owner, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                owner._lines.Enqueue((logLevel, category, eventId, $"{formatter(state, exception)} {exception}"));
        }
    }
}
