using System.CommandLine;
using Holdfast.Cli.Docs;
using Holdfast.Testing.Processes;

namespace Holdfast.Cli.Tests.Docs;

/// <summary>What lies in <c>docs</c> is what the code says.</summary>
public sealed class GeneratedDocsTests
{
    private static readonly string Folder = Path.Combine(Installation.Root, "docs");

    [Fact]
    public void Docs_InRepository_AreWhatTheCodeSays()
    {
        foreach (var (path, text) in GeneratedDocs.Of(Folder))
        {
            File.Exists(path).ShouldBeTrue($"{path} is missing: run eng/docs.sh");
            File.ReadAllText(path).ShouldBe(text, $"{path} is out of date: run eng/docs.sh");
        }
    }

    [Fact]
    public void Ids_OfErrors_AreDistinct() => GeneratedDocs.Errors.Select(static error => error.Id).ShouldBeUnique();

    [Fact]
    public void PagesOfStartErrors_InRepository_HaveTheirErrors()
    {
        var known = GeneratedDocs.Errors.Select(static error => error.Id).ToHashSet();

        Directory.EnumerateFiles(Path.Combine(Folder, "errors"), "HF*.md").Select(Path.GetFileNameWithoutExtension)
            .Where(id => !known.Contains(id!)).ShouldBeEmpty();
    }

    [Fact]
    public void CommandLine_EveryVerbAndFlag_IsInItsPage()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "cli.md"));

        Names(CommandLine.Create(), "holdfast").Where(name => !page.Contains($"`{name}", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Names(Command command, string path)
    {
        foreach (var below in command.Subcommands.Where(static below => !below.Hidden))
        {
            yield return $"{path} {below.Name}";
            foreach (var option in below.Options.Where(static option => !option.Hidden && option.Name != "--help"))
                yield return option.Name;
            foreach (var name in Names(below, $"{path} {below.Name}"))
                yield return name;
        }
    }
}
