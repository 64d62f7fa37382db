using Holdfast.Testing.Faults;

namespace Holdfast.Faults.Tests;

/// <summary>What a row of the matrix must keep to, and how long it is run.</summary>
/// <remarks>
/// No failure is allowed either way, in any round. Latencies are the median of the rounds: a machine that is busy with
/// something else is not the fault's doing. The short form's leave room for one that always is, but not for waiting out
/// a time-out of one second.
/// </remarks>
internal static class FaultBounds
{
    private static readonly FaultTimes Shortly = new()
    {
        Rate = 200,
        PostRate = 20,
        WarmUp = TimeSpan.FromSeconds(1),
        Healthy = TimeSpan.FromSeconds(1),
        Sick = TimeSpan.FromSeconds(2.5),
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

    public static FaultTimes Times => LongTests.AreAskedFor ? Fully : Shortly;

    /// <summary>Longer after the fault: until everything is well again.</summary>
    public static FaultTimes OfAllTimes => Times with { Rate = Times.Rate / 2, Healed = TimeSpan.FromSeconds(4) };

    public static int Rounds => LongTests.AreAskedFor ? 3 : 1;

    /// <summary>From the beginning of a fault until the sick node is left out.</summary>
    public static TimeSpan EjectedWithin { get; } = TimeSpan.FromSeconds(2);

    private static double P999Max => LongTests.AreAskedFor ? 100 : 800;

    private static double WorstMax => LongTests.AreAskedFor ? 400 : 900;

    public static void ShowLatencies(IReadOnlyList<(FaultReport Report, Ejections Ejections)> rounds)
    {
        var all = string.Join("\n", rounds.Select(round => round.Report.Whole));
        Median(rounds.Select(round => round.Report.Whole.P999)).ShouldBeLessThan(P999Max, $"p99.9 with the fault: {all}");
        Median(rounds.Select(round => round.Report.Whole.Worst)).ShouldBeLessThan(WorstMax, $"worst with the fault: {all}");
        if (!LongTests.AreAskedFor || rounds[0].Report.Fault.Sick == 0)
            return;
        var healthy = Median(rounds.Select(round => round.Report.Healthy.P99));
        var then = Median(rounds.Select(round => round.Report.After(round.Ejections.Slowest!.Value).P99));
        then.ShouldBeLessThanOrEqualTo(1.5 * healthy + 5, $"p99 after the ejection, ms; before the fault it was {healthy:0.0}");
    }

    private static double Median(IEnumerable<double> numbers) => numbers.Order().ElementAt(Rounds / 2);
}
