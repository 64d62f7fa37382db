using System.Text.Json;
using Holdfast.Cli.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Status;

public sealed class StatusTests
{
    [Fact]
    public async Task Status_OfARunningProcess_ShowsInterfacesNodesAndSignals()
    {
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [origin.Url] });
        using var client = new HttpClient { BaseAddress = gateway.Url };
        (await client.GetAsync("/", RunningGateway.Cancellation)).EnsureSuccessStatusCode();

        var (code, text) = await AskAsync("status", "--admin", gateway.Admin.Authority);

        code.ShouldBe(0, text);
        text.ShouldContain("READY");
        text.ShouldContain("everything");
        text.ShouldContain(origin.Url.GetLeftPart(UriPartial.Authority));
        text.ShouldContain("revision-live");
    }

    [Fact]
    public async Task Status_AsJson_IsTheReport()
    {
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [origin.Url] });

        var (code, text) = await AskAsync("status", "--admin", gateway.Admin.Authority, "-o", "json");

        code.ShouldBe(0, text);
        var report = JsonDocument.Parse(text).RootElement;
        report.GetProperty("isReady").GetBoolean().ShouldBeTrue();
        report.GetProperty("services")[0].GetProperty("versions")[0].GetProperty("nodes").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Status_NothingListens_Exits4AndSaysWhatToDo()
    {
        var (code, text) = await AskAsync("status", "--admin", $"127.0.0.1:{Ports.Free()}");

        code.ShouldBe(4);
        text.ShouldContain("HF3010");
        text.ShouldContain("holdfast up");
    }

    [Theory]
    [InlineData(UnixSignal.Interrupt, "text")]
    [InlineData(UnixSignal.Interrupt, "json")]
    [InlineData(UnixSignal.Terminate, "text")]
    public async Task Watch_ToldToStop_EndsWell(UnixSignal signal, string output)
    {
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [origin.Url] });
        await using var watching = HoldfastProcess.Start(["status", "-w", "-o", output, "--admin", gateway.Admin.Authority]);
        await watching.WaitForOutputAsync("everything");

        watching.Signal(signal);

        (await watching.WaitForExitAsync()).ShouldBe(0);
        watching.Errors.Text.ShouldBeEmpty();
    }

    private static async Task<(int Code, string Text)> AskAsync(params string[] arguments)
    {
        var (code, output, errors) = await HoldfastProcess.RunAsync(arguments);
        return (code, output + errors);
    }
}
