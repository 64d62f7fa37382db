using System.Globalization;
using System.Threading.RateLimiting;
using Polly;

namespace Holdfast.Core.Benchmarks;

/// <summary>Many threads at once: what all of them together get done in a second must not fall with their number.</summary>
/// <remarks>Not with BenchmarkDotNet, which measures one thread. Subjects take turns within each round, and the best of the rounds counts: what a busy machine takes is nobody's doing.</remarks>
internal static class Contention
{
    private const int Rounds = 3;
    private const int Batch = 64;
    private static readonly TimeSpan Each = TimeSpan.FromMilliseconds(300);
    private static readonly int[] Threads = [1, 2, 4, 8, 16, 32, 64];

    public static async Task<int> RunAsync()
    {
        var subjects = new List<(string Name, Func<Action> Worker)>();
        await using var bare = await ProtectedRuntime.StartAsync(ProtectedPlan.Nothing);
        await using var breaker = await ProtectedRuntime.StartAsync("breaker");
        await using var everything = await ProtectedRuntime.StartAsync(ProtectedPlan.Everything);
        subjects.Add(("Holdfast, nothing", () => Worker(bare)));
        subjects.Add(("Holdfast, breaker", () => Worker(breaker)));
        subjects.Add(("Holdfast, everything", () => Worker(everything)));
        foreach (var name in new[] { "circuit breaker", "token bucket", "concurrency limiter", PollyCases.Everything })
        {
            var pipeline = PollyCases.Make(name);
            subjects.Add(($"Polly, {name}", () => Worker(pipeline)));
        }

        foreach (var name in Limiters.Names)
        {
            var limiter = Limiters.Make(name);
            subjects.Add((name, () => () => Ask(limiter)));
        }

        Print(subjects.ConvertAll(static subject => subject.Name), await MeasureAsync(subjects));
        return 0;
    }

    private static Action Worker(ProtectedRuntime runtime)
    {
        var call = runtime.Call();
        return () =>
        {
            if (!runtime.Run(call).IsSuccess) throw new InvalidOperationException("a call did not succeed");
        };
    }

    private static Action Worker(ResiliencePipeline<int> pipeline)
    {
        var call = new PollyCall(pipeline);
        return () => _ = call.Run();
    }

    private static void Ask(RateLimiter limiter)
    {
        using var lease = limiter.AttemptAcquire();
        if (!lease.IsAcquired) throw new InvalidOperationException("a limiter refused");
    }

    private static async Task<double[,]> MeasureAsync(List<(string Name, Func<Action> Worker)> subjects)
    {
        var best = new double[subjects.Count, Threads.Length];
        for (var round = 0; round < Rounds; round++)
            for (var count = 0; count < Threads.Length; count++)
                for (var subject = 0; subject < subjects.Count; subject++)
                    best[subject, count] = Math.Max(best[subject, count], await CallsPerSecondAsync(subjects[subject].Worker, Threads[count]));
        return best;
    }

    private static async Task<double> CallsPerSecondAsync(Func<Action> worker, int threads)
    {
        var (stop, total) = (false, 0L);
        using var ready = new Barrier(threads + 1);
        var all = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            var call = worker();
            for (var i = 0; i < 1_000; i++) call();
            ready.SignalAndWait();
            var done = 0L;
            for (; !Volatile.Read(ref stop); done += Batch)
                for (var i = 0; i < Batch; i++) call();
            Interlocked.Add(ref total, done);
        })).ToArray();
        foreach (var thread in all) thread.Start();
        ready.SignalAndWait();
        var began = TimeProvider.System.GetTimestamp();
        await Task.Delay(Each, TimeProvider.System);
        Volatile.Write(ref stop, true);
        foreach (var thread in all) thread.Join();
        return total / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    private static void Print(List<string> names, double[,] best)
    {
        Console.WriteLine($"Millions of calls a second, all threads together; {Environment.ProcessorCount} processors.\n");
        Console.WriteLine($"| | {string.Join(" | ", Threads)} | least of 2 to 64 to the most |");
        Console.WriteLine($"|---|{string.Concat(Threads.Select(static _ => "--:|"))}--:|");
        for (var subject = 0; subject < names.Count; subject++)
        {
            var row = Enumerable.Range(0, Threads.Length).Select(count => best[subject, count] / 1e6).ToArray();
            var many = row.Skip(1).ToArray();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"| {names[subject]} | {string.Join(" | ", row.Select(static one => one.ToString("0.00", CultureInfo.InvariantCulture)))} | {many.Min() / many.Max():0.00} |"));
        }
    }
}
