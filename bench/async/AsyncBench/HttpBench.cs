using System.Globalization;
using System.Text.RegularExpressions;
using Holdfast.Testing;
using Holdfast.Testing.Processes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AsyncBench;

/// <summary>Through the gateway: wrk has calls accepted, and a service counts what it is delivered.</summary>
internal static partial class HttpBench
{
    public static async Task RunAsync(BenchOptions options)
    {
        await Program.SayAsync($"\nThrough the gateway, {options.BodyBytes} bytes each, by wrk, with deliveries at the same time and without:\n\n| clients | deliveries | accepted/s | p50 ms | p99 ms | delivered/s | left after | delivered/s then |\n|--:|---|--:|--:|--:|--:|--:|--:|");
        foreach (var clients in options.Clients)
        {
            await RunAsync(options, clients, isDelivering: false);
            await RunAsync(options, clients, isDelivering: true);
        }
    }

    private static async Task RunAsync(BenchOptions options, int clients, bool isDelivering)
    {
        var delivered = 0;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Ports.Free()}");
        await using var service = builder.Build();
        service.MapPost("/{**rest}", async (HttpContext context) =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            Interlocked.Increment(ref delivered);
            context.Response.StatusCode = 201;
        });
        await service.StartAsync();
        using var folder = new TemporaryFolder();
        var (port, admin) = (Ports.Free(), Ports.Free());
        var data = Path.Combine(options.Folder, $"holdfast-async-{Guid.NewGuid():N}");
        var plan = folder.Write("holdfast.yaml", new PlanText
        {
            Port = port,
            Nodes = [new Uri(isDelivering ? service.Urls.First() : $"http://127.0.0.1:{Ports.Free()}")],
            Interface = $"async: {{ when: always, credentials: none, without-key: new, concurrency: {options.Concurrency}, backlog: {{ count: 10000000, bytes: 100GB }} }}",
        }.Yaml());
        await using (var process = HoldfastProcess.Start(["up", "--plan", plan, "--admin", $"127.0.0.1:{admin}", "--data", data]))
        {
            await process.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));
            var script = folder.Write("post.lua", $"wrk.method = 'POST'\nwrk.body = string.rep('x', {options.BodyBytes})\nwrk.headers['Content-Type'] = 'text/plain'\n");
            await WrkAsync(clients, TimeSpan.FromSeconds(4), script, port);
            var (before, began) = (delivered, TimeProvider.System.GetTimestamp());
            var told = await WrkAsync(clients, options.Counted, script, port);
            var rate = (delivered - before) / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            var behind = delivered;
            var drained = await DrainAsync(() => Volatile.Read(ref delivered));
            await Program.SayAsync($"| {clients} | {(isDelivering ? "yes" : "no")} | {Number(RateWord(), told):0} | {Milliseconds(P50Word(), told):0.00} | {Milliseconds(P99Word(), told):0.00} | {rate:0} | {delivered - behind} | {drained:0} |");
        }

        Directory.Delete(data, recursive: true);
    }

    /// <summary>Until nothing has come for a second.</summary>
    /// <returns>How many came a second, as long as they came; zero: there were none for a second.</returns>
    private static async Task<double> DrainAsync(Func<int> delivered)
    {
        var rates = new List<int>();
        for (var last = -1; last != delivered();)
        {
            last = delivered();
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            rates.Add(delivered() - last);
        }

        return rates.Count > 2 ? rates.SkipLast(2).Average() : 0;
    }

    private static async Task<string> WrkAsync(int clients, TimeSpan within, string script, int port)
    {
        await using var wrk = ChildProcess.Start("wrk", ["-t1", $"-c{clients}", $"-d{within.TotalSeconds:0}", "--latency", "-s", script, $"http://127.0.0.1:{port}/coupons"]);
        await wrk.WaitForExitAsync(within + TimeSpan.FromSeconds(20));
        return wrk.Output.Text.Contains("Non-2xx", StringComparison.Ordinal) ? throw new InvalidOperationException($"not all were accepted: {wrk.Describe()}") : wrk.Output.Text;
    }

    private static double Number(Regex word, string text) => double.Parse(word.Match(text).Groups["number"].Value, CultureInfo.InvariantCulture);

    private static double Milliseconds(Regex word, string text) => Number(word, text) * word.Match(text).Groups["unit"].Value switch { "us" => 0.001, "s" => 1000, _ => 1 };

    [GeneratedRegex(@"Requests/sec:\s+(?<number>[\d.]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RateWord();

    [GeneratedRegex(@"50%\s+(?<number>[\d.]+)(?<unit>us|ms|s)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex P50Word();

    [GeneratedRegex(@"99%\s+(?<number>[\d.]+)(?<unit>us|ms|s)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex P99Word();
}
