using Holdfast.Testing.Faults;

namespace Holdfast.Faults.Tests;

/// <summary>What a row of the matrix must keep to, and how long it is run.</summary>
/// <remarks>
/// No failure is allowed either way. The short form's latencies leave room for a busy machine, but not for waiting out a
/// time-out of one second.
/// </remarks>
internal static class FaultBounds
{
    private static readonly FaultTimes Shortly = new()
    {
        Rate = 200,
        PostRate = 20,
        WarmUp = TimeSpan.FromSeconds(1),
        Healthy = TimeSpan.FromSeconds(1),
        Sick = TimeSpan.FromSeconds(3),
        Healed = TimeSpan.FromSeconds(1),
    };

    private static readonly FaultTimes Fully = new()
    {
        Rate = 600,
        PostRate = 60,
        WarmUp = TimeSpan.FromSeconds(4),
        Healthy = TimeSpan.FromSeconds(6),
        Sick = TimeSpan.FromSeconds(8),
        Healed = TimeSpan.FromSeconds(6),
    };

    /// <summary>Longer after the fault: until everything is well again.</summary>
    public static FaultTimes OfAllTimes => Times with { Rate = Times.Rate / 2, Healed = TimeSpan.FromSeconds(4) };

    public static FaultTimes Times => LongTests.AreAskedFor ? Fully : Shortly;

    /// <summary>From the beginning of a fault until the sick node is left out.</summary>
    public static TimeSpan EjectedWithin { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Part of all calls that nodes which are left out may get, to find out whether they are well again.</summary>
    private const double TrickleRatio = 0.02;

    private static double P999Max => LongTests.AreAskedFor ? 100 : 800;

    private static double WorstMax => LongTests.AreAskedFor ? 400 : 900;

    public static void Show(FaultReport report, Ejections ejections)
    {
        var whole = report.Whole;
        whole.P999.ShouldBeLessThan(P999Max, $"p99.9 with the fault; {whole}");
        whole.Worst.ShouldBeLessThan(WorstMax, $"worst with the fault; {whole}");
        ejections.RequestsAfter.ShouldBeLessThanOrEqualTo((int)(TrickleRatio * report.Sick.Requests.Count), "requests to nodes that were left out");
        if (LongTests.AreAskedFor && ejections.Slowest is { } found)
            report.After(found).P99.ShouldBeLessThanOrEqualTo(
                1.5 * report.Healthy.P99 + 5, $"p99 after ejection; healthy {report.Healthy}; then {report.After(found)}");
    }
}
