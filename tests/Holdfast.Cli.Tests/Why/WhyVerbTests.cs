using System.Text.Json;
using Holdfast.Cli.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Why;

/// <summary><c>holdfast why</c> against a running process.</summary>
public sealed class WhyVerbTests : IAsyncLifetime
{
    private RecordingOrigin _origin = null!;
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _origin = RecordingOrigin.Start(OriginAnswers.Reset);
        _gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [_origin.Url], Interface = "retry: { attempts: 1 }" });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _origin.DisposeAsync();
    }

    [Fact]
    public async Task Why_OfTheTraceInAnAnswer_TellsWhatHappenedAndByWhichLineOfThePlan()
    {
        using var client = new HttpClient { BaseAddress = _gateway.Url };
        using var answer = await client.GetAsync("/some/path?secret=word", RunningGateway.Cancellation);
        var trace = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(RunningGateway.Cancellation)).RootElement.GetProperty("traceId").GetString()!;

        var (code, text) = await AskAsync("why", trace);
        code.ShouldBe(ExitCode.Fine, text);
        text.ShouldStartWith("FAILURE  ");
        text.ShouldContain("everything: GET /some/path failed after");
        text.ShouldContain($"The rule is services.origin ({_gateway.PlanPath}:");
        text.ShouldContain("The caller was told 502 HF4005");
        text.ShouldContain("What to do: Look at the node's own log");
        text.ShouldContain("\nSTAGE ");
        text.ShouldContain("\nATTEMPT ");
        text.ShouldNotContain("secret");

        (await AskAsync("why", "--last", "everything")).Text.ShouldBe(text);
        (await AskAsync("why", "--list")).Text.ShouldContain(trace);
        JsonDocument.Parse((await AskAsync("why", trace, "-o", "json")).Text).RootElement[0].GetProperty("traceId").GetString().ShouldBe(trace);
    }

    [Fact]
    public async Task Why_BadQuestions_Exit2AndSayWhatToAsk()
    {
        var (code, text) = await AskAsync("why", new string('0', 32));
        code.ShouldBe(ExitCode.BadInput, text);
        text.ShouldContain("HF5140");
        (await AskAsync("why", "--last", "everythin")).Text.ShouldContain("Did you mean 'everything'?");
        (await AskAsync("why")).Text.ShouldContain("--last INTERFACE");
        (await AskAsync("why", new string('0', 32), "--list")).Code.ShouldBe(ExitCode.BadInput);
        (await AskAsync("why", "--list")).Text.ShouldContain("No call is kept");
    }

    private async Task<(int Code, string Text)> AskAsync(params string[] arguments)
    {
        var (code, output, errors) = await HoldfastProcess.RunAsync([.. arguments, "--admin", _gateway.Admin.Authority]);
        return (code, output + errors);
    }
}
