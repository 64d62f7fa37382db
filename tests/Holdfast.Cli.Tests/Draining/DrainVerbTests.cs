using Holdfast.Cli.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Draining;

/// <summary><c>holdfast drain</c> and <c>undrain</c> against a running process.</summary>
public sealed class DrainVerbTests : IAsyncLifetime
{
    private KestrelOrigin _one = null!;
    private KestrelOrigin _two = null!;
    private RunningGateway _gateway = null!;

    private static CancellationToken Cancellation => RunningGateway.Cancellation;

    public async ValueTask InitializeAsync()
    {
        _one = await KestrelOrigin.StartAsync();
        _two = await KestrelOrigin.StartAsync();
        _gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [_one.Http1Url, _two.Http1Url], Service = "balance: { policy: round-robin }" });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _two.DisposeAsync();
        await _one.DisposeAsync();
    }

    [Fact]
    public async Task Drain_WithACallInFlight_WaitsForItsEndAndTheNodeComesBack()
    {
        using var client = new HttpClient { BaseAddress = _gateway.Url };
        var calls = new[] { client.GetStringAsync("/gated?gate=a", Cancellation), client.GetStringAsync("/gated?gate=a", Cancellation) };
        await _one.Gate("a").WaitForWaitingAsync(1);
        await _two.Gate("a").WaitForWaitingAsync(1);

        var (code, text) = await AskAsync("drain", "origin", _one.Http1Url.Authority, "--reason", "deploy 42");
        code.ShouldBe(ExitCode.Fine, text);
        text.ShouldContain("gets no new calls");
        var status = (await AskAsync("status")).Text;
        status.ShouldContain("- draining");
        status.ShouldContain(": deploy 42");
        for (var i = 0; i < 10; i++) (await client.GetAsync("/healthz", Cancellation)).EnsureSuccessStatusCode();

        (code, text) = await AskAsync("drain", "origin", _one.Http1Url.Authority, "--wait", "--within", "1ms");
        code.ShouldBe(ExitCode.WaitedInVain, text);
        text.ShouldContain("HF3011");
        calls.ShouldAllBe(call => !call.IsCompleted);

        var waiting = AskAsync("drain", "origin", _one.Http1Url.Authority, "--wait");
        _one.Gate("a").Open();
        (code, text) = await waiting.Within("the drain to end");
        code.ShouldBe(ExitCode.Fine, text);
        text.ShouldContain("its last call has ended");
        _two.Gate("a").Open();
        (await Task.WhenAll(calls).Within("the calls in flight")).ShouldBe(["passed", "passed"]);
        (await AskAsync("status")).Text.ShouldContain("- drained");

        (code, text) = await AskAsync("undrain", "origin", _one.Http1Url.Authority);
        code.ShouldBe(ExitCode.Fine, text);
        text.ShouldContain("gets calls again");
        (await AskAsync("status")).Text.ShouldNotContain("- drained");
    }

    [Fact]
    public async Task Drain_BadArguments_Exits2AndSaysWhatIsNearest()
    {
        var (code, text) = await AskAsync("drain", "orign", _one.Http1Url.Authority);
        code.ShouldBe(ExitCode.BadInput, text);
        text.ShouldContain("HF5101");
        text.ShouldContain("did you mean 'origin'?");

        (await AskAsync("drain", "origin")).Code.ShouldBe(ExitCode.BadInput);
        (await AskAsync("drain", "origin", _one.Http1Url.Authority, "--version", "v9")).Text.ShouldContain("did you mean 'v1'?");
        (await AskAsync("drain", "origin", _one.Http1Url.Authority, "--wait", "--within", "soon")).Code.ShouldBe(ExitCode.BadInput);
    }

    [Fact]
    public async Task Drain_TheLastNode_IsRefusedUnlessForced()
    {
        (await AskAsync("drain", "origin", _one.Http1Url.Authority)).Code.ShouldBe(ExitCode.Fine);

        var (code, text) = await AskAsync("drain", "origin", _two.Http1Url.Authority);
        code.ShouldBe(ExitCode.BadInput, text);
        text.ShouldContain("HF5102");

        (await AskAsync("drain", "origin", _two.Http1Url.Authority, "--force")).Code.ShouldBe(ExitCode.Fine);
    }

    [Fact]
    public async Task Drain_NothingListens_Exits4()
    {
        var (code, output, errors) = await HoldfastProcess.RunAsync(["drain", "s", "n", "--admin", $"127.0.0.1:{Ports.Free()}"]);

        code.ShouldBe(ExitCode.Unreachable, output + errors);
        errors.ShouldContain("HF3010");
    }

    private async Task<(int Code, string Text)> AskAsync(params string[] arguments)
    {
        var (code, output, errors) = await HoldfastProcess.RunAsync([.. arguments, "--admin", _gateway.Admin.Authority]);
        return (code, output + errors);
    }
}
