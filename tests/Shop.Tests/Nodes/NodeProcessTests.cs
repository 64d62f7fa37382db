using System.Diagnostics;
using System.Text.Json;
using Shop.Nodes;
using Shop.Running;

namespace Shop.Tests.Nodes;

public sealed class NodeProcessTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InputCloses_RunningNode_EndsByItself()
    {
        using var node = Start("node", "--service", ShopServices.Search);
        try
        {
            using var ready = JsonDocument.Parse((await ReadLineAsync(node))!);
            ready.RootElement.GetProperty("pid").GetInt32().ShouldBe(node.Id);
            ready.RootElement.GetProperty("node").GetString().ShouldBe("search-v1-east");
            new Uri(ready.RootElement.GetProperty("url").GetString()!).Port.ShouldBeGreaterThan(0);

            node.StandardInput.Close();

            await node.WaitForExitAsync(Cancellation).Within("the node to end");
            node.ExitCode.ShouldBe(0);
        }
        finally
        {
            node.Kill();
        }
    }

    [Fact]
    public async Task Start_AddressTaken_SaysSoInOneLine()
    {
        await using var other = await TestNode.StartAsync(ShopServices.Search);
        var taken = other.Client.BaseAddress!.GetLeftPart(UriPartial.Authority);

        using var node = Start("node", "--service", ShopServices.Search, "--url", taken);

        (await node.StandardError.ReadLineAsync(Cancellation).AsTask().Within("its word"))!
            .ShouldStartWith($"shop: search-v1-east cannot listen on {taken}");
        await node.WaitForExitAsync(Cancellation).Within("the node to end");
        node.ExitCode.ShouldBe(3);
    }

    [Fact]
    public async Task Start_WithoutVerb_ShowsItsUse()
    {
        using var node = Start();

        (await node.StandardError.ReadLineAsync(Cancellation).AsTask().Within("its word")).ShouldBe(NodeOptions.Usage);
        await node.WaitForExitAsync(Cancellation).Within("the process to end");
        node.ExitCode.ShouldBe(2);
    }

    private static Process Start(params string[] arguments)
    {
        var options = new ShopProcessOptions();
        var start = new ProcessStartInfo(options.Dotnet, [options.Assembly, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    private static Task<string?> ReadLineAsync(Process process) =>
        process.StandardOutput.ReadLineAsync(Cancellation).AsTask().Within("the line that says where it listens");
}
