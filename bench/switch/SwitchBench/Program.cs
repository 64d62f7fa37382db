using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Faults;
using Holdfast.Testing.Processes;

// From the call of the admin API to the first request that obeys: a switch is set and cleared again and again, while somebody
// asks without pause and others load the gateway.
const int Rate = 300;
var rounds = int.Parse(args is [var only, ..] ? only : "500", CultureInfo.InvariantCulture);

using var folder = new TemporaryFolder();
await using var nodes = await FaultNodes.StartAsync(1);
var (port, admin) = (Ports.Free(), Ports.Free());
var data = folder.File("data");
await using var holdfast = HoldfastProcess.Start(["up", "--plan", folder.Write("holdfast.yaml", Plan()), "--admin", $"127.0.0.1:{admin}", "--data", data]);
await holdfast.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));
using var operatorClient = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{admin}") };
operatorClient.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await File.ReadAllTextAsync(Directory.GetFiles(Path.Combine(data, "tokens"))[0])).Trim());
using var caller = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
using var load = new OpenLoad(new OpenLoadPlan { Url = new Uri($"http://127.0.0.1:{port}/other/things"), Rate = Rate, Count = Rate * 300, WithoutKeepAliveRatio = 0 });
var loading = load.RunAsync(CancellationToken.None);

var (obeyed, answered) = (new List<double>(), new List<double>());
for (var round = -50; round < rounds; round++)
{
    var began = TimeProvider.System.GetTimestamp();
    var giving = GiveAsync("off");
    // Requests follow each other; the first that is refused has obeyed. At most as many as are asked in ten seconds.
    for (var asked = 0; asked < 100_000; asked++)
    {
        using var answer = await caller.GetAsync("/switched/things");
        if ((int)answer.StatusCode == 503) break;
    }

    var took = TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    await giving;
    if (round >= 0) obeyed.Add(took);
    if (round >= 0) answered.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
    await GiveAsync("clear");
}

load.Stop();
await loading;
Console.WriteLine("| from the call to | p50 ms | p90 ms | p99 ms | worst ms |");
Console.WriteLine("|---|---|---|---|---|");
Console.WriteLine(Row("the first request that obeys", obeyed));
Console.WriteLine(Row("the answer that it is set, and kept", answered));
return 0;

async Task GiveAsync(string command)
{
    using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/principles/degradation/commands/{command}")
    {
        Content = new StringContent("""{ "by": "bench", "why": "measured", "arguments": { "interface": "switched" } }""", Encoding.UTF8, "application/json"),
    };
    request.Headers.Add("Holdfast-Command", "1");
    using var answer = await operatorClient.SendAsync(request);
    answer.EnsureSuccessStatusCode();
}

string Row(string what, List<double> times)
{
    times.Sort();
    return string.Create(CultureInfo.InvariantCulture, $"| {what} | {At(0.5):0.0} | {At(0.9):0.0} | {At(0.99):0.0} | {times[^1]:0.0} |");

    double At(double quantile) => times[Math.Min(times.Count - 1, (int)(quantile * times.Count))];
}

string Plan() => $$"""
    holdfast: 1
    owners: [a@example.com, b@example.com]
    listeners: { web: { address: "127.0.0.1:{{port}}" } }
    services:
      s: { versions: { v1: { nodes: [ "http://{{nodes[0].Url.Authority}}" ] } } }
    interfaces:
      switched: { match: { path: "/switched/{rest...}" }, service: s }
      other: { match: { path: "/other/{rest...}" }, service: s }
    """;
