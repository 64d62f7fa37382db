using System.Text.Json;
using Holdfast.Testing;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Plans;

/// <summary>The verbs of <c>plan</c>, as a script meets them.</summary>
public sealed class PlanVerbTests : IDisposable
{
    private const string Good = """
        holdfast: 1
        owners: [first.owner@example.com, second.owner@example.com]
        services:
          accounts: { versions: { v1: { nodes: [ "http://127.0.0.1:1", "http://127.0.0.1:2" ] } } }
        interfaces:
          register: { match: { path: /api/users }, service: accounts }

        """;

    private static readonly string Bad = Good.Replace("service: accounts", "service: acounts", StringComparison.Ordinal);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Validate_GoodPlan_SaysWhatIsInIt()
    {
        var (exitCode, output, errors) = await RunAsync("validate", _folder.Write("plan.yaml", Good));

        exitCode.ShouldBe(ExitCode.Fine, errors);
        output.ShouldEndWith("plan.yaml is good: 1 interface, 1 service, 2 nodes");
        errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Validate_BadPlan_ShowsThePlaceAsCompilersDo()
    {
        var path = _folder.Write("plan.yaml", Bad);

        var (exitCode, output, errors) = await RunAsync("validate", path);

        exitCode.ShouldBe(ExitCode.BadInput);
        output.ShouldBeEmpty();
        var lines = errors.Split('\n');
        var at = Array.FindIndex(lines, line => line.StartsWith($"{path}:6:53: HF2001: interfaces.register.service: ", StringComparison.Ordinal));
        at.ShouldBeGreaterThanOrEqualTo(0, errors);
        lines[at + 1].ShouldBe("  6 |   register: { match: { path: /api/users }, service: acounts }");
        lines[at + 2].ShouldBe("    |                                                     ^^^^^^^");
        lines[at + 3].ShouldContain("Did you mean 'accounts'?");
        lines[^1].ShouldEndWith("in 1 file");
    }

    [Fact]
    public async Task Validate_BadPlanAsJson_HasAStableShape()
    {
        var (exitCode, output, errors) = await RunAsync("validate", _folder.Write("plan.yaml", Bad), "-o", "json");

        exitCode.ShouldBe(ExitCode.BadInput, errors);
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("valid").GetBoolean().ShouldBeFalse();
        json.RootElement.GetProperty("errorsTotal").GetInt32().ShouldBe(json.RootElement.GetProperty("errors").GetArrayLength());
        var error = json.RootElement.GetProperty("errors").EnumerateArray().Single(e => e.GetProperty("id").GetString() == "HF2001");
        error.GetProperty("line").GetInt32().ShouldBe(6);
        error.GetProperty("column").GetInt32().ShouldBe(53);
        error.GetProperty("path").GetString().ShouldBe("interfaces.register.service");
        error.EnumerateObject().Select(static property => property.Name).ShouldBe(
            ["id", "title", "file", "line", "column", "path", "text", "message", "advice", "related"]);
    }

    [Fact]
    public async Task Validate_GoodPlanAsJson_CountsWhatIsInIt()
    {
        var (exitCode, output, _) = await RunAsync("validate", _folder.Write("plan.yaml", Good), "--output", "json");

        exitCode.ShouldBe(ExitCode.Fine);
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("valid").GetBoolean().ShouldBeTrue();
        json.RootElement.GetProperty("summary").GetProperty("nodes").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task Validate_StandardInput_IsRead()
    {
        await using var process = HoldfastProcess.Start(["plan", "validate", "-"]);
        await process.WriteAsync(Bad);

        (await process.WaitForExitAsync()).ShouldBe(ExitCode.BadInput, process.Describe());

        process.Errors.Text.ShouldContain("-:6:53: HF2001");
    }

    [Fact]
    public async Task Diff_TwoPlans_SaysWhatDiffersAndExitsFine()
    {
        var before = _folder.Write("before.yaml", Good);
        var after = _folder.Write("after.yaml", Good.Replace("service: accounts", "service: accounts, timeout: 5s", StringComparison.Ordinal));

        var (exitCode, output, errors) = await RunAsync("diff", before, after);

        exitCode.ShouldBe(ExitCode.Fine, errors);
        output.ShouldBe("interface register: timeout 60s → 5s");
        (await RunAsync("diff", before, before)).Output.ShouldBe("the same in meaning");
    }

    [Fact]
    public async Task Diff_AsJson_HasEveryChange()
    {
        var before = _folder.Write("before.yaml", Good);
        var after = _folder.Write("after.yaml", Good.Replace("service: accounts", "service: accounts, timeout: 5s", StringComparison.Ordinal));

        var (_, output, _) = await RunAsync("diff", before, after, "-o", "json");

        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("differs").GetBoolean().ShouldBeTrue();
        var change = json.RootElement.GetProperty("changes").EnumerateArray().ShouldHaveSingleItem();
        change.GetProperty("kind").GetString().ShouldBe("changed");
        change.GetProperty("path").GetString().ShouldBe("interfaces.register.timeout");
    }

    [Fact]
    public async Task Diff_OneOfThemBad_IsBadInput()
    {
        var (exitCode, _, errors) = await RunAsync("diff", _folder.Write("a.yaml", Good), _folder.Write("b.yaml", Bad));

        exitCode.ShouldBe(ExitCode.BadInput);
        errors.ShouldContain("b.yaml:6:53: HF2001");
    }

    [Fact]
    public async Task Schema_Printed_IsJson()
    {
        var (exitCode, output, _) = await RunAsync("schema");

        exitCode.ShouldBe(ExitCode.Fine);
        using var json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("properties").TryGetProperty("interfaces", out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Explain_AKey_TellsItsDefault()
    {
        var (exitCode, output, _) = await RunAsync("explain", "interfaces.timeout");

        exitCode.ShouldBe(ExitCode.Fine);
        output.ShouldContain("default");
    }

    [Fact]
    public async Task Explain_AnUnknownKey_SaysWhatWasMeant()
    {
        var (exitCode, _, errors) = await RunAsync("explain", "interfaces.timout");

        exitCode.ShouldBe(ExitCode.BadInput);
        errors.ShouldContain("timeout");
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) =>
        HoldfastProcess.RunAsync(["plan", .. arguments]);
}
