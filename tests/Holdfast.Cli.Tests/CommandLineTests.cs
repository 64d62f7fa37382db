using Holdfast.Testing;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Nothing_Given_ShowsTheVerbs()
    {
        var (exitCode, output, _) = await HoldfastProcess.RunAsync([]);

        exitCode.ShouldBe(ExitCode.Fine);
        output.ShouldContain("up");
        output.ShouldContain("plan");
    }

    [Fact]
    public async Task Version_Asked_IsPrinted()
    {
        var (exitCode, output, _) = await HoldfastProcess.RunAsync(["--version"]);

        exitCode.ShouldBe(ExitCode.Fine);
        output.ShouldBe(ProductVersion.Text);
    }

    [Theory]
    [InlineData("upp")]
    [InlineData("up", "--lisen", "127.0.0.1:1")]
    [InlineData("plan", "validate")]
    [InlineData("plan", "validate", "x.yaml", "-o", "xml")]
    public async Task Arguments_NotUnderstood_AreBadInputWithTheWayToHelp(params string[] arguments)
    {
        var (exitCode, output, errors) = await HoldfastProcess.RunAsync(arguments);

        exitCode.ShouldBe(ExitCode.BadInput, output + errors);
        output.ShouldBeEmpty();
        errors.ShouldContain("HF3001");
        errors.ShouldContain("--help");
    }

    [Fact]
    public async Task Admin_OpenToOtherMachines_IsRefusedBeforeAnythingListens()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output, errors) = await HoldfastProcess.RunAsync(
            ["up", "--to", "http://127.0.0.1:1", "--admin", "0.0.0.0:8081", "--data", folder.File("data")]);

        exitCode.ShouldBe(ExitCode.CannotStart);
        output.ShouldBeEmpty();
        errors.ShouldStartWith("holdfast: HF3004: --admin 0.0.0.0:8081");
        Directory.Exists(folder.File("data")).ShouldBeFalse();
    }

    [Fact]
    public async Task UpstreamCertificate_Missing_IsSaidInOneLine()
    {
        using var folder = new TemporaryFolder();
        var plan = folder.Write("plan.yaml", """
            holdfast: 1
            owners: [first.owner@example.com, second.owner@example.com]
            services:
              a: { tls: { authority: none.pem }, versions: { v1: { nodes: [ "https://127.0.0.1:1" ] } } }
            interfaces:
              one: { match: { path: /a }, service: a }
            """);

        var (exitCode, _, errors) = await HoldfastProcess.RunAsync(
            ["up", "--plan", plan, "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", folder.File("data")]);

        exitCode.ShouldBe(ExitCode.CannotStart, errors);
        errors.Split('\n').ShouldHaveSingleItem().ShouldStartWith("holdfast: HF3007: ");
        errors.ShouldContain("none.pem");
    }

    [Fact]
    public async Task UnforeseenFault_Met_IsOneLineAndItsStackOnlyWhenAskedFor()
    {
        using var folder = new TemporaryFolder();
        string[] arguments = ["docs", folder.File("none")];

        var (exitCode, _, errors) = await HoldfastProcess.RunAsync(arguments);
        var debugging = new HoldfastProcessOptions { Environment = new Dictionary<string, string> { ["HOLDFAST_DEBUG"] = "1" } };
        var (_, _, inDetail) = await HoldfastProcess.RunAsync(arguments, debugging);

        exitCode.ShouldBe(ExitCode.Fault, errors);
        errors.Split('\n').ShouldHaveSingleItem().ShouldStartWith("holdfast: unforeseen: ");
        inDetail.ShouldContain("   at ");
    }
}
