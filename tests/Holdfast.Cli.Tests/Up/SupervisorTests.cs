using Holdfast.Cli.Up;

namespace Holdfast.Cli.Tests.Up;

public sealed class SupervisorTests
{
    [Fact]
    public void WatchdogInterval_WatchedByTheManager_IsHalfOfWhatItWaits() =>
        Interval("3000000", $"{Environment.ProcessId}").ShouldBe(TimeSpan.FromSeconds(1.5));

    [Fact]
    public void WatchdogInterval_NoProcessNamed_IsForThisOne() => Interval("3000000", null).ShouldNotBeNull();

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("0", null)]
    [InlineData("often", null)]
    [InlineData("3000000", "1")]
    public void WatchdogInterval_NotWatched_IsNone(string? microseconds, string? pid) => Interval(microseconds, pid).ShouldBeNull();

    private static TimeSpan? Interval(string? microseconds, string? pid) => Supervisor.WatchdogInterval(name => name switch
    {
        "WATCHDOG_USEC" => microseconds,
        "WATCHDOG_PID" => pid,
        _ => null,
    });
}
