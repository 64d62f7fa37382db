using System.Globalization;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Faults.Tests;

/// <summary>What everybody asks for, at a gateway that is a process of its own, by the clock on the wall.</summary>
/// <remarks>
/// Counted is what reaches the node of those requests that are sent two seconds after the first or later. A round in which
/// the machine was too busy to deliver half of the load before that says nothing of the gateway, and is made again, a few times.
/// </remarks>
[Collection(Alone.Name)]
public sealed class HotItemTests
{
    private const string Sent = "X-Sent-Ms";
    private const int CallsPerSecond = 400;
    private const int Items = 1_000;
    private const int RoundsMax = 5;

    /// <summary>Of all calls, those for the one item.</summary>
    private const double Share = 0.3;

    private static readonly TimeSpan Found = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Whole = TimeSpan.FromSeconds(3.5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Load_OneItemIsAThirdOfIt_TheNodeSeesAtLeast85PercentLessOfItWithinTwoSeconds()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(200, "an item"));
        using var folder = new TemporaryFolder();
        var (port, admin) = (Ports.Free(), Ports.Free());
        var plan = new PlanText
        {
            Port = port,
            Nodes = [origin.Url],
            Interface = $"hot-keys: {{ key: path }}, cache: {{ ttl: 1m, only: hot, ignore-headers: {Sent} }}",
        };
        await using var gateway = HoldfastProcess.Start(
            ["up", "--plan", folder.Write("holdfast.yaml", plan.Yaml()), "--admin", $"127.0.0.1:{admin}", "--data", folder.File("data")]);
        await gateway.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };

        for (var round = 1; round <= RoundsMax; round++)
        {
            var star = $"/star-{round}";
            var (before, asked) = await LoadAsync(client, star, round);
            if (before < Share * CallsPerSecond * Found.TotalSeconds / 2) continue;
            var seen = origin.Heads.Count(head =>
                head.StartLine.Contains($"{star} ", StringComparison.Ordinal) && int.Parse(head.One(Sent)!, CultureInfo.InvariantCulture) >= Found.TotalMilliseconds);

            asked.ShouldBeGreaterThan(50);
            ((double)seen / asked).ShouldBeLessThan(0.15, $"of {asked} requests for it the node saw {seen}");
            return;
        }

        Assert.Fail($"In {RoundsMax} rounds the machine delivered less than half of {CallsPerSecond} calls a second.");
    }

    /// <summary>Open, by the clock; the items fall off as 1 / rank.</summary>
    /// <returns>Requests for the star that were answered before the two seconds were over, and those sent after.</returns>
    private static async Task<(int Before, int After)> LoadAsync(HttpClient client, string star, int seed)
    {
        var random = new Random(seed);
        var clock = TimeProvider.System;
        var start = clock.GetTimestamp();
        var (before, after) = (0, 0);
        List<Task> asking = [];
        for (var i = 0; i < CallsPerSecond * Whole.TotalSeconds; i++)
        {
            if (TimeSpan.FromSeconds((double)i / CallsPerSecond) - clock.GetElapsedTime(start) is { Ticks: > 0 } wait) await Task.Delay(wait, clock, Cancellation);
            asking.Add(AskAsync(random.NextDouble() < Share ? star : $"/item-{(int)Math.Pow(Items, random.NextDouble())}"));
        }

        await Task.WhenAll(asking);
        return (before, after);

        async Task AskAsync(string path)
        {
            var sent = (int)clock.GetElapsedTime(start).TotalMilliseconds;
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add(Sent, sent.ToString(CultureInfo.InvariantCulture));
            using var answer = await client.SendAsync(request, Cancellation);
            answer.IsSuccessStatusCode.ShouldBeTrue();
            if (path != star) return;
            if (sent >= Found.TotalMilliseconds) Interlocked.Increment(ref after);
            else if (clock.GetElapsedTime(start) < Found) Interlocked.Increment(ref before);
        }
    }
}
