using System.CommandLine;
using Holdfast.Cli.Tests.EndToEnd;
using Holdfast.Cli.Tests.Status;
using Holdfast.Cli.Tests.Trying;
using Holdfast.Testing;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Docs;

/// <summary>Every command in the docs is run: against one demo, or where it would not end by the test that is named here.</summary>
[Collection(RunningDemo.Collection)]
public sealed class DocumentedCommandTests(RunningDemo demo)
{
    /// <summary>What does not end by itself, takes minutes, or is about a process that only its own test has.</summary>
    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.Ordinal)
    {
        ["./holdfast up --demo"] = nameof(RunningDemo),
        ["./holdfast up --to http://127.0.0.1:5000"] = nameof(StartTests),
        ["./holdfast up --plan holdfast.yaml"] = nameof(RunningGateway),
        ["holdfast observe draft"] = nameof(ObserveTests),
        ["./holdfast status --watch"] = nameof(StatusTests),
        ["./test"] = "the script that runs this test",
        ["./test --long Faults"] = "the script that runs this test",
    };

    public static TheoryData<string> Scripts => new(
        DocumentedCommand.All.Where(static one => one.Text.StartsWith("bench/", StringComparison.Ordinal)).Select(static one => one.Text.Split(' ')[0]).Distinct());

    [Fact]
    public void Commands_OfTheDocs_AreFound()
    {
        DocumentedCommand.All.Select(static one => one.Text).ShouldContain("./holdfast try burst");
        DocumentedCommand.All.Count.ShouldBeGreaterThan(40);
        foreach (var text in Elsewhere.Keys) DocumentedCommand.All.ShouldContain(one => one.Text == text, "what no page says any more need not be listed here");
    }

    /// <summary>In the order of the pages, so that what a page has its reader ask for is there when the next command is about it.</summary>
    [Fact]
    public async Task Commands_ThatEnd_DoWhatTheyAreThereFor()
    {
        using var folder = new TemporaryFolder();
        Lay(folder);
        foreach (var one in DocumentedCommand.All.Where(static one => one.IsHoldfast && !one.IsPattern && !Elsewhere.ContainsKey(one.Text) && IsWhole(one)))
        {
            // Scenarios take half a minute together: TryVerbTests plays each of them.
            if (one.Arguments is ["try", not "--list", ..]) continue;
            var (code, output, errors) = await HoldfastProcess.RunAsync(Addressed(one), new HoldfastProcessOptions { WorkingFolder = folder.Path });

            // A demo that is well has refused nobody yet: then it says so.
            if (one.Arguments[0] == "why" && errors.Contains("HF5140", StringComparison.Ordinal)) continue;
            code.ShouldBe(ExitCode.Fine, $"{one}\n{output}{errors}");
        }
    }

    /// <summary>Verbs named without what they need, and patterns: what they name is there.</summary>
    [Fact]
    public async Task Commands_ThatAreOnlyNamed_HaveTheirHelp()
    {
        var named = DocumentedCommand.All.Where(static one => one.IsHoldfast && (one.IsPattern || !IsWhole(one)))
            .Select(static one => string.Join(' ', Verb(one).Words)).Distinct().ToList();

        named.ShouldContain("drain");
        await Parallel.ForEachAsync(named, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, async (verb, _) =>
        {
            var (code, output, errors) = await HoldfastProcess.RunAsync([.. verb.Split(' '), "--help"]);
            code.ShouldBe(ExitCode.Fine, $"holdfast {verb}\n{errors}");
            output.ShouldContain(verb.Split(' ')[^1]);
        });
        foreach (var one in DocumentedCommand.All.Where(static one => one.IsHoldfast && one.IsPattern))
            foreach (var option in one.Arguments.SelectMany(static word => word.Trim('[', ']').Split('|')).Where(static word => word.StartsWith("--", StringComparison.Ordinal)))
                Options(one).ShouldContain(option, one.ToString());
    }

    [Fact]
    public async Task Curl_EveryCommand_IsAnsweredByTheDemo()
    {
        var commands = DocumentedCommand.All.Where(static one => one.Text.StartsWith("curl ", StringComparison.Ordinal)).ToList();

        commands.Count.ShouldBeGreaterThanOrEqualTo(3);
        foreach (var one in commands)
        {
            var text = one.Text.Replace("127.0.0.1:8080", demo.Traffic.Authority, StringComparison.Ordinal).Replace("127.0.0.1:8081", demo.Admin.Authority, StringComparison.Ordinal);
            await using var shell = ChildProcess.Start("/bin/sh", ["-c", text]);
            (await shell.WaitForExitAsync()).ShouldBe(0, one.ToString());
            shell.Output.Text.ShouldNotBeEmpty(one.ToString());
        }
    }

    /// <summary>What they measure takes minutes; that they can be asked what they do shows that they are there and can be read.</summary>
    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task Script_IsThere_AndSaysWhatItTakes(string script)
    {
        await using var shell = ChildProcess.Start(Path.Combine(Installation.Root, script), ["--help"]);

        (await shell.WaitForExitAsync()).ShouldBe(0, shell.Describe());
        var help = shell.Output.Text;
        help.ShouldStartWith(script);
        foreach (var one in DocumentedCommand.All.Where(one => one.Text.Split(' ')[0] == script))
            foreach (var option in one.Arguments.Where(static word => word.StartsWith("--", StringComparison.Ordinal)))
                help.ShouldContain(option, customMessage: one.ToString());
    }

    /// <summary>Whether nothing is missing that the verb needs.</summary>
    private static bool IsWhole(DocumentedCommand one) =>
        one.Arguments is not (["why"] or ["try"] or ["up"]) && CommandLine.Create().Parse(one.Arguments) is { Errors.Count: 0 } parsed && parsed.CommandResult.Command.Subcommands.Count == 0;

    /// <summary>At the demo, where it asks a running process.</summary>
    private IEnumerable<string> Addressed(DocumentedCommand one) =>
        Options(one).Contains("--admin") ? [.. one.Arguments, "--admin", demo.Admin.Authority] : one.Arguments;

    private static IEnumerable<string> Options(DocumentedCommand one) =>
        Verb(one).Command.Options.SelectMany(static option => option.Aliases.Prepend(option.Name));

    /// <summary>As far as its words name one.</summary>
    private static (Command Command, List<string> Words) Verb(DocumentedCommand one)
    {
        Command command = CommandLine.Create();
        List<string> words = [];
        foreach (var word in one.Arguments)
        {
            if (command.Subcommands.FirstOrDefault(sub => sub.Name == word) is not { } found) break;
            command = found;
            words.Add(word);
        }

        return (command, words);
    }

    /// <summary>The plan that the README writes, where its commands look for it.</summary>
    private static void Lay(TemporaryFolder folder)
    {
        var readme = File.ReadAllText(Path.Combine(Installation.Root, "README.md"));
        var start = readme.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        folder.Write("holdfast.yaml", readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)]);
    }
}
