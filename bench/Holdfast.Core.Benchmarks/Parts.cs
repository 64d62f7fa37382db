using System.Globalization;

namespace Holdfast.Core.Benchmarks;

/// <summary>What each principle adds to a call that has all of them: what the call costs less where that one is left out.</summary>
/// <remarks>Cases take turns within each round, and the best of the rounds counts: what a busy machine takes is nobody's doing.</remarks>
internal static class Parts
{
    private const int Rounds = 12;
    private const int Calls = 60_000;

    public static async Task<int> RunAsync()
    {
        string[] cases =
        [
            ProtectedPlan.Everything, .. ProtectedPlan.OfEverything.Select(static name => ProtectedPlan.But + name), ProtectedPlan.Defaults, ProtectedPlan.Nothing,
        ];
        var runtimes = new List<ProtectedRuntime>();
        foreach (var of in cases) runtimes.Add(await ProtectedRuntime.StartAsync(of));
        var best = Enumerable.Repeat((AtOnce: double.MaxValue, Suspended: double.MaxValue), cases.Length).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < cases.Length; i++)
            {
                using var atOnce = runtimes[i].Call();
                using var suspended = runtimes[i].Call(answersLater: true);
                var (runtime, one, other) = (runtimes[i], atOnce, suspended);
                best[i].AtOnce = Math.Min(best[i].AtOnce, Time(() => _ = runtime.Run(one)));
                best[i].Suspended = Math.Min(best[i].Suspended, Time(() => _ = runtime.RunSuspended(other)));
            }
        }

        Print(cases, best);
        foreach (var runtime in runtimes) await runtime.DisposeAsync();
        return 0;
    }

    private static double Time(Action call)
    {
        var began = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < Calls; i++) call();
        return TimeProvider.System.GetElapsedTime(began).TotalNanoseconds / Calls;
    }

    private static void Print(string[] cases, (double AtOnce, double Suspended)[] best)
    {
        Console.WriteLine("| ns a call | at once | less | suspended | less |");
        Console.WriteLine("|---|--:|--:|--:|--:|");
        for (var i = 0; i < cases.Length; i++)
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {cases[i]} | {best[i].AtOnce:0} | {best[0].AtOnce - best[i].AtOnce:0} | {best[i].Suspended:0} | {best[0].Suspended - best[i].Suspended:0} |"));
    }
}
