using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.EndToEnd;

/// <summary>How <c>holdfast up</c> begins, and what it says when it cannot.</summary>
public sealed class StartTests
{
    private const int BadPlan = 2;
    private const int CannotStart = 3;

    private static CancellationToken Cancellation => RunningGateway.Cancellation;

    [Fact]
    public async Task To_OneService_IsForwardedToWithoutAPlan()
    {
        await using var node = RecordingOrigin.Start();
        using var folder = new TemporaryFolder();
        var (port, admin) = (Ports.Free(), Ports.Free());
        await using var process = HoldfastProcess.Start(
        [
            "up", "--to", node.Url.ToString(), "--listen", $"127.0.0.1:{port}", "--admin", $"127.0.0.1:{admin}",
            "--data", folder.File("data"),
        ]);
        await process.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));
        using var client = new HttpClient();

        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/any/path?x=1"), Cancellation);

        ((int)answer.StatusCode).ShouldBe(200);
        node.Requests.ShouldHaveSingleItem().Target.ShouldBe("/any/path?x=1");
        process.Signal(UnixSignal.Interrupt);
        (await process.WaitForExitAsync()).ShouldBe(0, process.Describe());
    }

    [Fact]
    public async Task Listen_GivenTwice_TakesTrafficOnBoth()
    {
        await using var node = RecordingOrigin.Start();
        using var folder = new TemporaryFolder();
        var (first, second, admin) = (Ports.Free(), Ports.Free(), Ports.Free());
        await using var process = HoldfastProcess.Start(
        [
            "up", "--to", node.Url.ToString(), "--listen", $"127.0.0.1:{first}", "--listen", $"127.0.0.1:{second}",
            "--admin", $"127.0.0.1:{admin}", "--data", folder.File("data"),
        ]);
        await process.WaitUntilReadyAsync(new Uri($"http://127.0.0.1:{admin}"));
        using var client = new HttpClient();

        (await client.GetStringAsync(new Uri($"http://127.0.0.1:{first}/"), Cancellation)).ShouldBe("ok");
        (await client.GetStringAsync(new Uri($"http://127.0.0.1:{second}/"), Cancellation)).ShouldBe("ok");
    }

    [Fact]
    public async Task Plan_Bad_IsRefusedWithEveryErrorAndItsPlace()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("holdfast.yaml", new PlanText { Nodes = [new Uri("http://127.0.0.1:1")] }.Yaml()
            .Replace("service: origin", "service: orgin", StringComparison.Ordinal)
            .Replace("owners: [first.owner@example.com, second.owner@example.com]", "owners: [only.one@example.com]", StringComparison.Ordinal));

        var (exitCode, output, errors) = await HoldfastProcess.RunAsync(["up", "--plan", path, "--data", folder.File("data")]);

        var said = output + errors;
        exitCode.ShouldBe(BadPlan, said);
        said.ShouldContain("holdfast.yaml:");
        said.ShouldContain("orgin");
        said.ShouldContain("origin");
        said.ShouldContain("only.one@example.com");
    }

    /// <summary>Every caller could give orders there: the gateway comes from this machine.</summary>
    [Fact]
    public async Task Node_WhereOrdersAreTaken_IsRefused()
    {
        using var folder = new TemporaryFolder();
        var admin = Ports.Free();

        var (exitCode, output, errors) = await HoldfastProcess.RunAsync(
            ["up", "--to", $"http://127.0.0.1:{admin}", "--admin", $"127.0.0.1:{admin}", "--listen", $"127.0.0.1:{Ports.Free()}", "--data", folder.File("data")]);

        exitCode.ShouldBe(CannotStart, output + errors);
        errors.ShouldContain("HF3012");
    }

    [Theory]
    [InlineData("up")]
    [InlineData("up", "--to", "http://127.0.0.1:1", "--plan", "x.yaml")]
    [InlineData("up", "--to", "nonsense")]
    [InlineData("up", "--plan", "/nowhere/holdfast.yaml")]
    [InlineData("up", "--to", "http://127.0.0.1:1", "--listen", "nowhere:x")]
    public async Task Arguments_Bad_AreRefused(params string[] arguments)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output, errors) = await HoldfastProcess.RunAsync(
            arguments, new HoldfastProcessOptions { WorkingFolder = folder.Path });

        exitCode.ShouldBe(BadPlan, output + errors);
        errors.ShouldNotBeEmpty();
        errors.ShouldNotContain("   at ");
    }

    [Theory]
    [InlineData("--listen")]
    [InlineData("--admin")]
    public async Task Port_Taken_IsSaidInOneLineWithWhoHasIt(string option)
    {
        await using var holder = RecordingOrigin.Start();
        using var folder = new TemporaryFolder();
        List<string> arguments = ["up", "--to", "http://127.0.0.1:1", "--data", folder.File("data"), option, holder.EndPoint.ToString()];
        arguments.AddRange(option == "--admin" ? ["--listen", $"127.0.0.1:{Ports.Free()}"] : ["--admin", $"127.0.0.1:{Ports.Free()}"]);

        var (exitCode, _, errors) = await HoldfastProcess.RunAsync(arguments);

        exitCode.ShouldBe(CannotStart, errors);
        var line = errors.Split('\n').Where(l => l.Contains(holder.EndPoint.ToString(), StringComparison.Ordinal)).ShouldHaveSingleItem(errors);
        line.ShouldContain("HF3");
        line.ShouldContain($"{Environment.ProcessId}");
        errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Data_InUse_RefusesTheSecondProcess()
    {
        await using var node = RecordingOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(new PlanText { Nodes = [node.Url] });
        var data = Path.Combine(Path.GetDirectoryName(gateway.PlanPath)!, "data");

        var (exitCode, _, errors) = await HoldfastProcess.RunAsync(
            ["up", "--to", node.Url.ToString(), "--listen", $"127.0.0.1:{Ports.Free()}", "--admin", $"127.0.0.1:{Ports.Free()}", "--data", data]);

        exitCode.ShouldBe(CannotStart, errors);
        errors.ShouldContain(data);
        (await gateway.VersionAsync()).ShouldBe("200");
    }

    [Fact]
    public async Task Environment_InThePlan_IsPutIn()
    {
        await using var node = RecordingOrigin.Start();
        var plan = new PlanText { Nodes = [node.Url] };
        await using var gateway = await RunningGateway.StartAsync(
            plan,
            folder => folder.Write("holdfast.yaml", plan.Yaml().Replace($"127.0.0.1:{node.EndPoint.Port}", "${NODE_ADDRESS}", StringComparison.Ordinal)),
            new HoldfastProcessOptions { Environment = new Dictionary<string, string> { ["NODE_ADDRESS"] = node.EndPoint.ToString() } });

        (await gateway.VersionAsync()).ShouldBe("200");
        node.Requests.ShouldHaveSingleItem();
    }
}
