using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Isolation;

/// <summary>A request that kills whatever process it reaches, over real sockets.</summary>
public sealed class PoisonKeyTests
{
    private const int Nodes = 5;

    private static readonly string[] Tenants = [.. Enumerable.Range(0, 12).Select(static i => $"tenant-{i}")];

    [Fact]
    public async Task Run_APoisonKeyKillsEveryNodeItReaches_OnlyThoseWithTheSameNodesAreLost()
    {
        await using var shards = await ShardScene.StartAsync("try");
        var own = new Dictionary<string, int[]>();
        foreach (var tenant in Tenants) own[tenant] = await shards.LearnAsync(tenant);
        own.Values.ShouldAllBe(static nodes => nodes.Length == 2);

        for (var i = 0; i < 20; i++)
        {
            await shards.PoisonAsync();
            foreach (var tenant in Tenants.Where(tenant => !own[tenant].All(shards.Dead.Contains)))
                (await shards.AskAsync(tenant)).ShouldBeTrue($"{tenant} has {string.Join(',', own[tenant])}, dead are {string.Join(',', shards.Dead)}");
        }

        shards.Dead.Count.ShouldBe(2);
        foreach (var tenant in Tenants) (await shards.AskAsync(tenant)).ShouldBe(!own[tenant].All(shards.Dead.Contains));
    }

    [Fact]
    public async Task Run_ThePlanLetsALostKeyOut_ItTakesMoreThanItsShard()
    {
        await using var shards = await ShardScene.StartAsync("any");
        for (var i = 0; i < 40 && shards.Dead.Count < 3; i++)
        {
            await shards.PoisonAsync();
            foreach (var tenant in Tenants) await shards.AskAsync(tenant);
        }

        shards.Dead.Count.ShouldBeGreaterThan(2);
    }

    private sealed class ShardScene : IAsyncDisposable
    {
        private readonly RecordingOrigin[] _origins;
        private readonly Scene _scene;
        private readonly HttpClient _client;

        private ShardScene(RecordingOrigin[] origins, Scene scene) => (_origins, _scene, _client) = (origins, scene, scene.Client());

        public HashSet<int> Dead { get; } = [];

        public static async Task<ShardScene> StartAsync(string whenLost)
        {
            var origins = Enumerable.Range(0, Nodes).Select(static _ => RecordingOrigin.Start()).ToArray();
            return new ShardScene(origins, await Scene.BeforeAsync(origins[0].Url, plan => plan with
            {
                Nodes = [.. origins.Select(static origin => origin.Url)],
                Service = $"balance: {{ policy: round-robin }}, health: {{ eject: {{ consecutive-failures: 2, at-most: 1, for: 5m }} }}, "
                    + $"cells: {{ by: \"header:X-Tenant\", shards: {{ nodes: 2 }}, when-lost: {whenLost} }}",
                Interface = "retry: { attempts: 3 }",
            }));
        }

        /// <summary>The nodes that a key uses, while all are alive.</summary>
        public async Task<int[]> LearnAsync(string tenant)
        {
            for (var i = 0; i < 6; i++) (await AskAsync(tenant)).ShouldBeTrue();
            return [.. Enumerable.Range(0, Nodes).Where(node => HasSeen(node, tenant))];
        }

        public async Task<bool> AskAsync(string tenant)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/");
            request.Headers.Add("X-Tenant", tenant);
            using var answer = await _client.SendAsync(request, Scene.Cancellation);
            return answer.IsSuccessStatusCode;
        }

        /// <summary>Whatever node the poison reaches is gone.</summary>
        public async Task PoisonAsync()
        {
            await AskAsync("poison");
            for (var node = 0; node < Nodes; node++)
            {
                if (Dead.Contains(node) || !HasSeen(node, "poison")) continue;
                Dead.Add(node);
                await _origins[node].DisposeAsync();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _scene.DisposeAsync();
            for (var node = 0; node < Nodes; node++)
                if (!Dead.Contains(node)) await _origins[node].DisposeAsync();
        }

        private bool HasSeen(int node, string tenant) => _origins[node].Heads.Any(head => head.All("X-Tenant").Contains(tenant));
    }
}
