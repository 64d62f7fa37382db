using Holdfast.Control.Logging;
using Holdfast.Core.Signals;
using Microsoft.Extensions.Logging;

namespace Holdfast.Control.Tests.Logging;

public sealed class SignalLoggingTests
{
    [Fact]
    public void Signals_Published_AreLoggedByHowBadTheyAre()
    {
        var signals = new SignalLog(TimeProvider.System);
        using var log = new Lines();
        signals.LogTo(log, "front");

        signals.Publish("balancing", "node-ejected", "services.s", "out");
        signals.Publish("balancing", "node-returned", "services.s", "in");
        signals.Publish("front", "stopped", "", "told elsewhere");

        log.Written.ShouldBe(["Warning 1400 balancing node-ejected services.s: out", "Information 1401 balancing node-returned services.s: in"]);
    }

    private sealed class Lines : ILoggerFactory, ILogger
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add($"{logLevel} {eventId.Id} {formatter(state, exception)}");

        public void Dispose()
        {
        }
    }
}
