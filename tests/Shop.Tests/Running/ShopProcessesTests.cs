using System.Diagnostics;
using Shop.Nodes;
using Shop.Running;

namespace Shop.Tests.Running;

public sealed class ShopProcessesTests
{
    private static readonly ShopTopology Two = new(
    [
        new ShopNode("east-1", ShopServices.Catalogue, "v1", "east"),
        new ShopNode("west-1", ShopServices.Catalogue, "v1", "west"),
    ]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StartAsync_Topology_EveryNodeAnswersAtItsAddress()
    {
        await using var shop = await StartAsync(Two);
        using var client = new HttpClient();

        shop.Addresses.Select(address => address.Node).ShouldBe(Two.Nodes);
        foreach (var (node, url) in shop.Addresses)
        {
            using var answer = await client.GetAsync(new Uri(url, "/api/catalog/items/i-001"), Cancellation);
            answer.Headers.GetValues(ShopHeaders.Node).ShouldBe([node.Name]);
            answer.Headers.GetValues(ShopHeaders.Zone).ShouldBe([node.Zone]);
        }
    }

    [Fact]
    public async Task DisposeAsync_Running_LeavesNothing()
    {
        var shop = await StartAsync(Two);
        var pids = shop.Nodes.Select(node => node.Pid).ToArray();
        pids.ShouldAllBe(pid => ChildState.Runs(pid));

        await shop.DisposeAsync();

        pids.ShouldAllBe(pid => !ChildState.Runs(pid));
        shop.Nodes.ShouldAllBe(node => node.HasExited);
    }

    [Fact]
    public async Task DisposeAsync_NodeStoppedBySignal_IsKilled()
    {
        var shop = await StartAsync(Two, new ShopProcessOptions { StopMax = TimeSpan.FromMilliseconds(200) });
        var pid = shop.Nodes[0].Pid;
        await SignalAsync("STOP", pid);

        await shop.DisposeAsync().AsTask().Within("the shop to end");

        ChildState.Runs(pid).ShouldBeFalse();
    }

    [Fact]
    public async Task RestartAsync_AfterKill_AnswersAtTheSameAddress()
    {
        await using var shop = await StartAsync(Two);
        using var client = new HttpClient();
        var old = shop.Find("west-1");
        await old.KillAsync(Cancellation);
        old.HasExited.ShouldBeTrue();
        await Should.ThrowAsync<HttpRequestException>(() => client.GetAsync(new Uri(old.Url, "/healthz"), Cancellation));

        var next = await shop.RestartAsync("west-1", Cancellation);

        next.Url.ShouldBe(old.Url);
        next.Pid.ShouldNotBe(old.Pid);
        shop.Find("west-1").ShouldBe(next);
        using var answer = await client.GetAsync(new Uri(next.Url, "/healthz"), Cancellation);
        answer.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Find_UnknownNode_NamesThoseThereAre()
    {
        await using var shop = await StartAsync(new ShopTopology([Two.Nodes[0]]));

        Should.Throw<ArgumentException>(() => shop.Find("north-1")).Message.ShouldContain("east-1");
    }

    [Fact]
    public async Task StartAsync_OneNodeFails_SaysWhyAndEndsTheOthers()
    {
        var mistaken = new ShopTopology([Two.Nodes[0] with { Name = "sound-1" }, new ShopNode("odd-1", "oddities", "v1", "east")]);

        var failure = await Should.ThrowAsync<ShopStartException>(() => StartAsync(mistaken));

        failure.Message.ShouldContain("odd-1");
        failure.Message.ShouldContain("'oddities'");
        // At once, not in the end: a collected handle would close the pipe of a forgotten node too.
        ChildState.ChildrenOf(Environment.ProcessId).Select(CommandLine)
            .ShouldAllBe(line => !line.Contains("sound-1") && !line.Contains("odd-1"));
    }

    [Fact]
    public async Task StartAsync_NodeSaysNothing_GivesUpInTime()
    {
        var failure = await Should.ThrowAsync<ShopStartException>(
            () => StartAsync(new ShopTopology([Two.Nodes[0]]), new ShopProcessOptions { StartMax = TimeSpan.FromMilliseconds(1) }));

        failure.Message.ShouldContain("did not say where it listens within 0.001 s");
    }

    [Fact]
    public async Task StartAsync_NoAssembly_SaysWhereItShouldBe()
    {
        var failure = await Should.ThrowAsync<ShopStartException>(
            () => StartAsync(Two, new ShopProcessOptions { Assembly = "/nowhere/Shop.dll" }));

        failure.Message.ShouldContain("/nowhere/Shop.dll");
    }

    [Fact]
    public async Task ParentKilled_WholeShop_NoNodeIsLeft()
    {
        using var plan = new TemporaryFolder();
        var options = new ShopProcessOptions();
        var start = new ProcessStartInfo(options.Dotnet, [options.Assembly, "all", "--plan", plan.File("shop.yaml")])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        };
        using var parent = Process.Start(start)!;
        try
        {
            var said = await parent.StandardError.ReadLineAsync(Cancellation).AsTask().Within("the shop to listen");
            said.ShouldBe($"shop: {ShopTopology.Demo.Nodes.Count} nodes listen; Ctrl-C ends them");
            var nodes = ChildState.ChildrenOf(parent.Id);
            nodes.Count.ShouldBe(ShopTopology.Demo.Nodes.Count);

            parent.Kill();

            foreach (var node in nodes)
                await ChildState.GoneAsync(node, "a node of a killed parent");
        }
        finally
        {
            parent.Kill();
        }
    }

    private static Task<ShopProcesses> StartAsync(ShopTopology topology, ShopProcessOptions? options = null) =>
        ShopProcesses.StartAsync(topology, options ?? new(), TimeProvider.System, Cancellation);

    private static async Task SignalAsync(string signal, int pid)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{pid}"]);
        await kill.WaitForExitAsync(Cancellation);
        kill.ExitCode.ShouldBe(0);
    }

    private static string CommandLine(int pid)
    {
        try
        {
            return File.ReadAllText($"/proc/{pid}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
