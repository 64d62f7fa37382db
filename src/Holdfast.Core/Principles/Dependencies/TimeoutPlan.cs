using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Dependencies;

/// <summary><c>timeout</c> and <c>idle-timeout</c> of an interface: how long it may depend on what is behind it.</summary>
public static class TimeoutPlan
{
    public static readonly Field<TimeSpan> Timeout = new(
        "timeout", Shapes.Duration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(24)),
        "From the arrival of a request until its answer has begun, all attempts included; time spent waiting for the caller's own body does not count.")
    {
        Default = TimeSpan.FromSeconds(60),
        Because = "Without one, a hung backend holds calls until the gateway has none left. 60s lets the slowest ordinary report through; an interface that people wait for wants 1s to 5s.",
    };

    public static readonly Field<TimeSpan> IdleTimeout = new(
        "idle-timeout", Shapes.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(24)),
        "Longest silence of a body, either way; counts as at least as long as 'timeout'.")
    {
        Default = TimeSpan.FromSeconds(100),
        Because = "Streams may last for days, but not silent ones. Servers that send events usually send a sign of life every 15s to 60s.",
    };
}
