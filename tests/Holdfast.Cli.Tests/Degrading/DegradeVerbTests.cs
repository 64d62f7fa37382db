using System.Net;
using Holdfast.Cli.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Degrading;

/// <summary><c>holdfast degrade</c> against a running process, and against the one that comes after it.</summary>
public sealed class DegradeVerbTests
{
    private const string Degradation = """
        degradation:
          sale:
            level-1: [ { interface: everything, limit: 1000/s } ]
            level-2: [ { interface: everything, answer: { status: 203, body: later } } ]
            expires: 10m
            enter: { when: p99(everything) > 30s, for: 1m }
        """;

    private static CancellationToken Cancellation => RunningGateway.Cancellation;

    [Fact]
    public async Task Enter_Show_Leave_TrafficObeysFromTheNextCallOn()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Plan(origin));
        using var client = new HttpClient { BaseAddress = gateway.Url };

        (await AskAsync(gateway, "degrade", "preview", "sale", "--level", "2")).ShouldContain("level 2 of sale would affect 0 calls a second");
        (await AskAsync(gateway, "degrade", "enter", "sale", "--level", "2", "--reason", "stocktaking", "--for", "5m"))
            .ShouldBe("degradation.sale is entered at level 2 for 5m at the most: 2 steps");

        using (var answer = await client.GetAsync("/healthz", Cancellation))
        {
            ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe((203, "later"));
            answer.Headers.GetValues("Holdfast-Degraded").ShouldBe(["degradation.sale.level-2[0]"]);
        }

        var list = await AskAsync(gateway, "degrade", "list");
        list.ShouldStartWith("sale  entered at level 2 of 2, 1 call refused or answered by it, until ");
        list.ShouldEndWith(": stocktaking");
        var shown = await AskAsync(gateway, "degrade", "show", "sale");
        shown.ShouldContain("level 2\n  interfaces.everything  answered with 203  laid\n");
        shown.ShouldContain("enters by itself\n  level 1: p99(everything) > 30s for 60s  does not hold now: p99(everything) ");
        (await AskAsync(gateway, "switch", "list")).ShouldContain("degradation.sale  level 2, until ");
        var effective = await AskAsync(gateway, "effective", "everything");
        effective.ShouldContain("answered with 203   degradation.sale.level-2[0] (");
        effective.ShouldContain("[the service's own   plan (");
        (await AskAsync(gateway, "degrade", "leave", "sale")).ShouldStartWith("degradation.sale is left, all 2 steps are undone. Its steps decided about 1 call;");
        (await AskAsync(gateway, "degrade", "list")).ShouldBe("sale  not entered (2 levels)");
        (await client.GetAsync("/healthz", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Enter_AndKillTheProcess_TheNextOneStartsWithIt()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        using var folder = new TemporaryFolder();
        var plan = Plan(origin);
        folder.Write("holdfast.yaml", plan.Yaml());
        var admin = Ports.Free();
        string[] up = ["up", "--plan", folder.File("holdfast.yaml"), "--admin", $"127.0.0.1:{admin}", "--data", folder.File("data")];
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{plan.Port}") };
        await using (var first = HoldfastProcess.Start(up))
        {
            await first.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));
            var (code, output, errors) = await HoldfastProcess.RunAsync(["degrade", "enter", "sale", "--level", "2", "--reason", "on fire", "--admin", $"127.0.0.1:{admin}"]);
            code.ShouldBe(ExitCode.Fine, output + errors);
            first.Signal(UnixSignal.Kill);
            await first.WaitForExitAsync();
        }

        await using var second = HoldfastProcess.Start(up);
        await second.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));

        using var answer = await client.GetAsync("/healthz", Cancellation);
        ((int)answer.StatusCode).ShouldBe(203);
    }

    [Theory]
    [InlineData("degrade enter sail --reason x", "HF5160")]
    [InlineData("degrade show sail", "HF5160")]
    [InlineData("degrade enter sale --level 3 --reason x", "HF5161")]
    [InlineData("degrade preview sale --level 3", "HF5161")]
    [InlineData("degrade enter sale --for 1h --reason x", "HF5162")]
    public async Task Enter_WhatCannotBe_Exits2AndSaysWhy(string arguments, string id)
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(Plan(origin));

        var (code, output, errors) = await HoldfastProcess.RunAsync([.. arguments.Split(' '), "--admin", gateway.Admin.Authority]);

        code.ShouldBe(ExitCode.BadInput, output + errors);
        errors.ShouldContain(id);
    }

    private static PlanText Plan(KestrelOrigin origin) => new() { Nodes = [origin.Http1Url], Sections = [Degradation] };

    private static async Task<string> AskAsync(RunningGateway gateway, params string[] arguments)
    {
        var (code, output, errors) = await HoldfastProcess.RunAsync([.. arguments, "--admin", gateway.Admin.Authority]);
        code.ShouldBe(ExitCode.Fine, output + errors);
        return output + errors;
    }
}
