using Holdfast.Core.Pipeline;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

/// <summary>Tells the observers of a service of attempts that never were: millions cost nothing.</summary>
internal static class Drive
{
    /// <param name="taken">From the start of the attempt until its answer.</param>
    public static void Observe(
        Bench bench, int node, Outcome outcome, TimeSpan taken = default, bool wasLate = false, int number = 1)
    {
        using var call = bench.Call();
        Observe(bench, call, node, outcome, taken, wasLate, number);
    }

    public static void Observe(
        Bench bench, Call call, int node, Outcome outcome, TimeSpan taken = default, bool wasLate = false, int number = 1)
    {
        if (wasLate) Late(bench, call, node);
        var now = Begin(bench, call, node, taken, number);
        if (outcome.IsSuccess) call.First.AnswerBeganAt = now;
        call.First.IsLate = wasLate;
        foreach (var observer in bench.Plan.Services["s"].Observers) observer.Observe(call, call.First, outcome, now);
    }

    public static void Late(Bench bench, int node)
    {
        using var call = bench.Call();
        Late(bench, call, node);
    }

    private static void Late(Bench bench, Call call, int node)
    {
        var now = Begin(bench, call, node, TimeSpan.FromSeconds(1), number: 1);
        call.First.IsLate = true;
        foreach (var observer in bench.Plan.Services["s"].Observers) observer.Late(call, call.First, now);
    }

    private static long Begin(Bench bench, Call call, int node, TimeSpan taken, int number)
    {
        var now = bench.Time.GetTimestamp();
        call.Plan = bench.Plan;
        call.Interface = bench.Plan.Interfaces["i"];
        call.Version = bench.Version();
        call.First.Begin(bench.Node(node), number, now - (long)(taken.TotalSeconds * bench.Time.TimestampFrequency), isHedge: false);
        return now;
    }
}
