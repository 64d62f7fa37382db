using System.Globalization;
using AbuseBench;
using Holdfast.Testing;
using Holdfast.Testing.Abuse;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

// An honest load by itself, then beside clients that are slow on purpose, in turns.
const int Rate = 200;
var rounds = Number("--rounds", 5);
var seconds = Number("--seconds", 10);
var heads = Number("--heads", 5_000);
var others = Number("--others", 2_000);
var perSecond = Number("--per-second", 500);
var isWatched = args.Contains("--watch");
var only = Array.IndexOf(args, "--only") is var at and >= 0 ? args[at + 1] : null;

using var folder = new TemporaryFolder();
await using var honest = await OriginProcess.StartAsync();
await using var attacked = await OriginProcess.StartAsync();
var (port, admin) = (Ports.Free(), Ports.Free());
await using var holdfast = HoldfastProcess.Start(["up", "--plan", folder.Write("holdfast.yaml", Plan()), "--admin", $"127.0.0.1:{admin}", "--open-metrics", "--data", folder.File("data")]);
await holdfast.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));
var table = new BenchTable();
using var watch = new GatewayWatch(new Uri($"http://127.0.0.1:{admin}/metrics"), isWatched);
for (var round = 0; round <= rounds; round++)
{
    foreach (var kind in Enum.GetValues<SlowAttackKind>())
    {
        if (only is not null && only != kind.ToString()) continue;
        await Console.Error.WriteLineAsync($"bench: {(round == 0 ? "warming up" : $"round {round} of {rounds}")}, {kind}");
        var before = await QuietAsync();
        var (during, cut, grown) = await AttackAsync(kind);
        if (round > 0) table.Add(kind, before, during, cut, grown);
    }
}

Console.Write(table);
return 0;

async Task<OpenLoadResult> QuietAsync()
{
    using var load = new OpenLoad(Load(seconds));
    return await load.RunAsync(CancellationToken.None);
}

async Task<(OpenLoadResult Load, TimeSpan Cut, long Grown)> AttackAsync(SlowAttackKind kind)
{
    var resident = ProcessMemory.ResidentBytes(holdfast.Id);
    ProcessMemory.ForgetPeak(holdfast.Id);
    using var load = new OpenLoad(Load(120));
    var loading = load.RunAsync(CancellationToken.None);
    await load.WaitForAnsweredAsync(Rate);
    watch.Begin();
    await using var attack = AttackProcess.Start(kind, kind == SlowAttackKind.Heads ? heads : others, perSecond, new Uri($"http://127.0.0.1:{port}"));
    await attack.WaitUntilConnectedAsync();
    var (shortest, longest) = await attack.WaitUntilCutAsync(TimeSpan.FromSeconds(90));
    load.Stop();
    var result = await loading;
    watch.End();
    if (isWatched)
    {
        await Console.Error.WriteLineAsync($"{kind}: {attack.Describe()}\ncut {shortest.TotalSeconds:0.0} to {longest.TotalSeconds:0.0} s\n{result}");
        foreach (var second in result.Requests.GroupBy(static one => (int)one.Due.TotalSeconds))
        {
            var sorted = second.Select(static one => one.Latency.TotalMilliseconds).Order().ToArray();
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{second.Key,3} s: p50 {sorted[sorted.Length / 2],7:0.0} p99 {sorted[(int)(sorted.Length * 0.99)],7:0.0} worst {sorted[^1],7:0.0}  kept worst {second.Where(static one => !one.ClosedConnection).Max(static one => one.Latency.TotalMilliseconds),7:0.0}"));
        }

        await Console.Error.WriteLineAsync(watch.ToString());
    }

    return (result, longest, ProcessMemory.PeakBytes(holdfast.Id) - resident);
}

OpenLoadPlan Load(int forSeconds) => new()
{
    Url = new Uri($"http://127.0.0.1:{port}/healthz"), Rate = Rate, Count = Rate * forSeconds,
};

string Plan() => $$"""
    holdfast: 1
    owners: [first.owner@example.com, second.owner@example.com]
    listeners: { plain: { address: "127.0.0.1:{{port}}" } }
    services:
      honest: { versions: { v1: { nodes: [ "http://{{honest.Url.Authority}}" ] } } }
      attacked: { versions: { v1: { nodes: [ "http://{{attacked.Url.Authority}}" ] } } }
    interfaces:
      honest: { match: { path: /healthz }, service: honest }
      attacked: { match: { path: "/{rest...}" }, service: attacked }
    """;

int Number(string name, int otherwise) =>
    Array.IndexOf(args, name) is var at and >= 0 ? int.Parse(args[at + 1], NumberStyles.None, CultureInfo.InvariantCulture) : otherwise;
