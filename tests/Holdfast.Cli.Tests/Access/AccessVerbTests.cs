using Holdfast.Cli.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Access;

/// <summary>Who is let in to a running process, as its commands feel it.</summary>
public sealed class AccessVerbTests
{
    [Fact]
    public async Task Verbs_OfTheSameAccount_FindTheTokenByThemselvesAndOthersAreToldWhatToDo()
    {
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [origin.Url] });
        using var elsewhere = new TemporaryFolder();
        var stranger = new HoldfastProcessOptions { Environment = new Dictionary<string, string> { ["XDG_STATE_HOME"] = elsewhere.Path } };
        var data = Path.Combine(Path.GetDirectoryName(gateway.PlanPath)!, "data");

        (await RunAsync(gateway, null, "status")).ExitCode.ShouldBe(ExitCode.Fine);
        (await RunAsync(gateway, stranger, "status", "--data", data)).ExitCode.ShouldBe(ExitCode.Fine);
        var (code, output, errors) = await RunAsync(gateway, stranger, "status");
        code.ShouldBe(ExitCode.BadInput);
        output.ShouldBeEmpty();
        errors.ShouldContain("HF7000");
        errors.ShouldContain("--token-file");
        (await RunAsync(gateway, stranger, "switch", "set", "everything", "--off", "--reason", "x")).Errors.ShouldContain("HF7000");
        (await RunAsync(gateway, null, "api", "/api/me")).Output.ShouldBe("{\"name\":\"local\",\"role\":\"admin\",\"interfaces\":[]}");
    }

    [Fact]
    public async Task Token_CreatedListedAndRevoked_LetsItsHolderInMeanwhile()
    {
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [origin.Url] });

        var (code, token, errors) = await RunAsync(gateway, null, "token", "create", "dashboard", "--role", "viewer", "--for", "1h", "--reason", "a screen in the hall");
        code.ShouldBe(ExitCode.Fine, errors);
        var holder = new HoldfastProcessOptions { Environment = new Dictionary<string, string> { ["HOLDFAST_TOKEN"] = token.Trim() } };
        (await RunAsync(gateway, holder, "status")).Output.ShouldContain("READY");
        (await RunAsync(gateway, holder, "switch", "set", "everything", "--off", "--reason", "x")).Errors.ShouldContain("HF7002");
        var list = (await RunAsync(gateway, null, "token", "list")).Output;
        list.ShouldContain("dashboard");
        list.ShouldContain(token[..10]);
        list.ShouldContain("last used");
        list.ShouldNotContain(token.Trim());

        (await RunAsync(gateway, null, "token", "revoke", "dashboard", "--reason", "the hall is closed")).Output.ShouldContain("is revoked");
        (await RunAsync(gateway, holder, "status")).Errors.ShouldContain("HF7001");
        var audit = (await RunAsync(gateway, null, "audit", "--limit", "10")).Output;
        audit.ShouldContain("token.create token dashboard");
        audit.ShouldContain("refused HF7002");
        audit.ShouldContain("token.revoke token dashboard: good -> revoked");
    }

    [Theory]
    [InlineData("//evil.example/api/status")]
    [InlineData("/\\evil.example")]
    [InlineData("http://evil.example/")]
    [InlineData("api/status")]
    public async Task Api_OfAnotherPlace_IsNotAsked(string path)
    {
        var (code, _, errors) = await HoldfastProcess.RunAsync(["api", path, "--admin", $"127.0.0.1:{Ports.Free()}"]);

        code.ShouldBe(ExitCode.BadInput, errors);
    }

    [Fact]
    public async Task Process_Ended_LeavesNoTokenBehind()
    {
        await using var origin = RecordingOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [origin.Url] });
        AdminAccess.TokenOf(gateway.Admin).ShouldStartWith("hft_");

        gateway.Process.Signal(UnixSignal.Terminate);
        (await gateway.Process.WaitForExitAsync()).ShouldBe(ExitCode.Fine);

        Should.Throw<IOException>(() => AdminAccess.TokenOf(gateway.Admin));
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(RunningGateway gateway, HoldfastProcessOptions? options, params string[] words) =>
        HoldfastProcess.RunAsync([.. words, "--admin", gateway.Admin.Authority], options);
}
