using System.Globalization;

namespace Holdfast.Core.Benchmarks;

/// <summary>One case again and again, for a profiler; says what a call took, and the best of many short spans besides: what a busy machine takes is nobody's doing.</summary>
internal static class Loop
{
    private const int Span = 20_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(5);

    /// <param name="of">One of <see cref="ProtectedPlan.Cases"/>; <c>polly</c>: everything of Polly's.</param>
    public static async Task<int> RunAsync(string of)
    {
        if (of == "polly")
        {
            var pipeline = new PollyCall(PollyCases.Make(PollyCases.Everything));
            Report("polly, at once", () => _ = pipeline.Run());
            return 0;
        }

        await using var runtime = await ProtectedRuntime.StartAsync(of);
        using var atOnce = runtime.Call();
        using var suspended = runtime.Call(answersLater: true);
        Report($"{of}, at once", () => _ = runtime.Run(atOnce));
        Report($"{of}, suspended", () => _ = runtime.RunSuspended(suspended));
        return 0;
    }

    /// <summary>So many calls in a row, and all that was allocated meanwhile.</summary>
    public static async Task<int> RunAsync(string of, int calls)
    {
        await using var runtime = await ProtectedRuntime.StartAsync(of);
        using var atOnce = runtime.Call();
        using var suspended = runtime.Call(answersLater: true);
        Report($"{of}, at once", calls, () => _ = runtime.Run(atOnce));
        Report($"{of}, suspended", calls, () => _ = runtime.RunSuspended(suspended));
        return 0;
    }

    private static void Report(string name, int calls, Action call)
    {
        _ = Run(call, WarmUp);
        var (clock, began) = (TimeProvider.System, TimeProvider.System.GetTimestamp());
        var (own, all) = (GC.GetAllocatedBytesForCurrentThread(), GC.GetTotalAllocatedBytes(precise: true));
        for (var i = 0; i < calls; i++) call();
        own = GC.GetAllocatedBytesForCurrentThread() - own;
        all = GC.GetTotalAllocatedBytes(precise: true) - all;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {calls:N0} calls, {clock.GetElapsedTime(began).TotalNanoseconds / calls:0} ns each, {own:N0} bytes allocated by all of them together, {all - own:N0} by what ran beside them"));
    }

    private static void Report(string name, Action call)
    {
        _ = Run(call, WarmUp);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var (calls, mean, best) = Run(call, Measured);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name}: {mean:0} ns a call, {best:0} at best, {(double)allocated / calls:0.000} bytes, {calls} calls"));
    }

    private static (long Calls, double Mean, double Best) Run(Action call, TimeSpan time)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        var (calls, best) = (0L, double.MaxValue);
        while (clock.GetElapsedTime(began) < time)
        {
            var span = clock.GetTimestamp();
            for (var i = 0; i < Span; i++) call();
            best = Math.Min(best, clock.GetElapsedTime(span).TotalNanoseconds / Span);
            calls += Span;
        }

        return (calls, clock.GetElapsedTime(began).TotalNanoseconds / calls, best);
    }
}
