using System.Globalization;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Faults;
using Holdfast.Testing.Processes;
using IsolationBench;

// A constant load on one service; beside it another service under load is well first, and then hangs.
const int WellRate = 300;
const int OtherRate = 150;
const string Bounded = "pool of 50";
const string Unbounded = "nothing bounded";
var rounds = Number("--rounds", 5);
var seconds = Number("--seconds", 4);

using var folder = new TemporaryFolder();
await using var nodes = await FaultNodes.StartAsync(2);
var table = new BenchTable();
var (port, admin) = (Ports.Free(), Ports.Free());
await using var holdfast = HoldfastProcess.Start(["up", "--plan", folder.Write("holdfast.yaml", Plan()), "--admin", $"127.0.0.1:{admin}", "--data", folder.File("data")]);
await holdfast.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));
// The gateway is compiled while it runs: until all of this has been called, latencies say more of that than of anything else.
for (var round = -1; round <= rounds; round++)
{
    foreach (var (bound, path) in new[] { (Bounded, "bounded"), (Unbounded, "unbounded") })
    {
        await Console.Error.WriteLineAsync($"bench: {(round < 1 ? "warming up" : $"round {round} of {rounds}")}, {bound}");
        for (var phase = 0; phase < 3; phase++)
        {
            if (phase == 1) await nodes[1].SickenAsync(new NodeSickness(NodeSicknessKind.Hang));
            var (well, other) = await LoadAsync("well", path);
            if (phase == 1) await nodes[1].HealAsync();
            if (round < 1) continue;
            table.Add(bound, phase, well);
            if (phase != 1) continue;
            var refused = other.Count(static one => one.Problem.Contains("HF4025", StringComparison.Ordinal));
            table.AddOthers(bound, other.Count - refused, refused);
        }
    }
}

Console.Write(table);
return 0;

async Task<(IReadOnlyList<LoadedRequest> Well, IReadOnlyList<LoadedRequest> Other)> LoadAsync(string well, string other)
{
    using var wells = new OpenLoad(Load(well, WellRate));
    using var others = new OpenLoad(Load(other, OtherRate) with { Timeout = TimeSpan.FromSeconds(seconds) });
    var both = await Task.WhenAll(wells.RunAsync(CancellationToken.None), others.RunAsync(CancellationToken.None));
    // The first second lets connections and queues settle.
    return ([.. both[0].Requests.Where(static one => one.Due > TimeSpan.FromSeconds(1))], both[1].Requests);
}

OpenLoadPlan Load(string path, int rate) => new()
{
    Url = new Uri($"http://127.0.0.1:{port}/{path}/things"), Rate = rate, Count = rate * seconds, WithoutKeepAliveRatio = 0, ConnectionsMax = 2_000,
};

string Plan() => $$"""
    holdfast: 1
    owners: [first.owner@example.com, second.owner@example.com]
    listeners: { plain: { address: "127.0.0.1:{{port}}" } }
    services:
      well: { versions: { v1: { nodes: [ "http://{{nodes[0].Url.Authority}}" ] } } }
      bounded: { versions: { v1: { nodes: [ "http://{{nodes[1].Url.Authority}}" ] } }, pool: { concurrency: 50 } }
      unbounded: { versions: { v1: { nodes: [ "http://{{nodes[1].Url.Authority}}" ] } } }
    interfaces:
      well: { match: { path: "/well/{rest...}" }, service: well }
      bounded: { match: { path: "/bounded/{rest...}" }, service: bounded }
      unbounded: { match: { path: "/unbounded/{rest...}" }, service: unbounded }
    """;

int Number(string name, int otherwise) =>
    Array.IndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;
