using System.Net.Http.Json;
using System.Text.Json;
using Holdfast.Cli.Tests.EndToEnd;
using Holdfast.Cli.Trying;
using Holdfast.Control.Admin;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Trying;

/// <summary>Every scenario against a running demo: what is promised comes about, and the shop is as it was.</summary>
[Collection(RunningDemo.Collection)]
public sealed class TryVerbTests(RunningDemo demo)
{
    public static TheoryData<string> Names => new(ScenarioList.All.Select(static one => one.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Try_EveryScenario_ShowsWhatItPromisesAndLeavesTheShopWell(string name)
    {
        var (code, output, errors) = await HoldfastProcess.RunAsync(["try", name, .. demo.Addresses]);

        code.ShouldBe(ExitCode.Fine, output + errors);
        output.ShouldStartWith($"{name}: {ScenarioList.Find(name)!.About}\n");
        output.ShouldContain("More of it: holdfast ");
        await ShouldBeWellAsync();
        foreach (var look in ScenarioList.Find(name)!.Look)
        {
            var (looked, said, complaint) = await HoldfastProcess.RunAsync([.. look.Split(' '), "--admin", demo.Admin.Authority]);
            looked.ShouldBe(ExitCode.Fine, $"holdfast {look}\n{said}{complaint}");
        }
    }

    [Fact]
    public async Task Try_Interrupted_HealsWhatItMadeIll()
    {
        await using var trying = HoldfastProcess.Start(["try", "breaker", .. demo.Addresses]);
        await trying.WaitForOutputAsync("answer 503 to everything now");

        trying.Signal(UnixSignal.Interrupt);

        (await trying.WaitForExitAsync(TimeSpan.FromMinutes(1))).ShouldBe(ExitCode.Fine, trying.Describe());
        await trying.WaitForOutputAsync("the shop is as it was");
        await ShouldBeWellAsync();
    }

    [Fact]
    public async Task List_NamesAll()
    {
        var (code, output, errors) = await HoldfastProcess.RunAsync(["try", "--list"]);

        code.ShouldBe(ExitCode.Fine, errors);
        foreach (var one in ScenarioList.All) output.ShouldContain($"  {one.Name} ");
    }

    [Fact]
    public async Task Try_WhatThereIsNot_Exits2AndNamesAll()
    {
        var (code, _, errors) = await HoldfastProcess.RunAsync(["try", "nothing", .. demo.Addresses]);

        code.ShouldBe(ExitCode.BadInput);
        foreach (var one in ScenarioList.All) errors.ShouldContain(one.Name);
    }

    [Fact]
    public async Task Try_WhereNoDemoRuns_TouchesNothing()
    {
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [origin.Url] });

        var (code, _, errors) = await HoldfastProcess.RunAsync(["try", "breaker", "--admin", gateway.Admin.Authority]);

        code.ShouldBe(ExitCode.BadInput, errors);
        errors.ShouldContain("holdfast up --demo");
        origin.Requests.ShouldBeEmpty();
    }

    /// <summary>Every node says of itself that nothing is wrong with it.</summary>
    private async Task ShouldBeWellAsync()
    {
        using var client = new HttpClient();
        using var admin = AdminAccess.Connect(demo.Admin);
        var status = (await admin.GetFromJsonAsync("/api/status", AdminJson.Default.StatusReport, RunningGateway.Cancellation))!;
        foreach (var node in status.Services.SelectMany(static service => service.Versions).SelectMany(static version => version.Nodes))
        {
            var behaviour = JsonDocument.Parse(await client.GetStringAsync(new Uri(new Uri(node.Address), "/_shop/behaviour"), RunningGateway.Cancellation)).RootElement;
            (behaviour.GetProperty("fail").GetDouble(), behaviour.GetProperty("slow").GetString(), behaviour.GetProperty("hang").GetBoolean())
                .ShouldBe((0, "0ms", false), node.Address);
        }
    }
}
