using System.Net;
using Holdfast.Cli.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Switches;

/// <summary><c>holdfast switch</c> against a running process, and against the one that comes after it.</summary>
public sealed class SwitchVerbTests
{
    private static CancellationToken Cancellation => RunningGateway.Cancellation;

    [Fact]
    public async Task Set_List_Clear_TrafficObeysFromTheNextCallOn()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [origin.Http1Url] });
        var name = await InterfaceAsync(gateway);

        (await AskAsync(gateway, "switch", "set", name, "--answer", "closed for tonight", "--status", "203", "--reason", "stocktaking", "--for", "5m"))
            .ShouldContain($"interfaces.{name} is answered with 203 for 5m at the most");

        using var client = new HttpClient { BaseAddress = gateway.Url };
        using (var answer = await client.GetAsync("/healthz", Cancellation))
        {
            ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe((203, "closed for tonight"));
            answer.Headers.GetValues("Holdfast-Degraded").ShouldBe([$"switches.{name}.answer"]);
        }

        var list = await AskAsync(gateway, "switch", "list");
        list.ShouldContain("answered with 203, until ");
        list.ShouldContain(": stocktaking");
        (await AskAsync(gateway, "switch", "clear", name)).ShouldContain("no longer");
        (await AskAsync(gateway, "switch", "list")).ShouldContain("Nothing is set");
        (await client.GetAsync("/healthz", Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Set_AndKillTheProcess_TheNextOneStartsWithIt()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        using var folder = new TemporaryFolder();
        var plan = new PlanText { Nodes = [origin.Http1Url] };
        folder.Write("holdfast.yaml", plan.Yaml());
        var admin = Ports.Free();
        string[] up = ["up", "--plan", folder.File("holdfast.yaml"), "--admin", $"127.0.0.1:{admin}", "--data", folder.File("data")];
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{plan.Port}") };
        string name;
        await using (var first = HoldfastProcess.Start(up))
        {
            await first.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));
            name = await InterfaceAsync(admin);
            var (code, output, errors) = await HoldfastProcess.RunAsync(["switch", "set", name, "--off", "--reason", "on fire", "--admin", $"127.0.0.1:{admin}"]);
            code.ShouldBe(ExitCode.Fine, output + errors);
            first.Signal(UnixSignal.Kill);
            await first.WaitForExitAsync();
        }

        await using var second = HoldfastProcess.Start(up);
        await second.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));

        using var answer = await client.GetAsync("/healthz", Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldContain("switched-off");
    }

    [Fact]
    public async Task Start_WhatWasSetCannotBeRead_ServesAndSaysSoInTheLog()
    {
        await using var origin = await KestrelOrigin.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [origin.Http1Url] }, folder =>
        {
            folder.Write("holdfast.yaml", new PlanText { Nodes = [origin.Http1Url] }.Yaml());
            folder.Write("data/switches.json", "[{");
        });

        await gateway.Process.WaitForOutputAsync("switches-unreadable");
    }

    [Theory]
    [InlineData("--off --stale --reason x")]
    [InlineData("--reason x")]
    [InlineData("--off")]
    [InlineData("--breaker ajar --reason x")]
    [InlineData("--limit 5/s --per header:X-Tenant --key a --reason x")]
    [InlineData("--off --per header:X-Tenant --reason x")]
    public async Task Set_Unclear_Exits2BeforeAnythingIsAsked(string arguments)
    {
        var (code, output, errors) = await HoldfastProcess.RunAsync(["switch", "set", "t", .. arguments.Split(' '), "--admin", $"127.0.0.1:{Ports.Free()}"]);

        code.ShouldBe(ExitCode.BadInput, output + errors);
    }

    private static async Task<string> AskAsync(RunningGateway gateway, params string[] arguments)
    {
        var (code, output, errors) = await HoldfastProcess.RunAsync([.. arguments, "--admin", gateway.Admin.Authority]);
        code.ShouldBe(ExitCode.Fine, output + errors);
        return output + errors;
    }

    private static Task<string> InterfaceAsync(RunningGateway gateway) => InterfaceAsync(gateway.Admin.Port);

    private static async Task<string> InterfaceAsync(int admin)
    {
        using var client = AdminAccess.Connect(new Uri($"http://127.0.0.1:{admin}"));
        using var status = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("/api/status", Cancellation));
        return status.RootElement.GetProperty("interfaces")[0].GetProperty("name").GetString()!;
    }
}
