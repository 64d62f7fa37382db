using System.Text.RegularExpressions;
using Holdfast.Core.Principles;

namespace Holdfast.Architecture.Tests;

public sealed class TreeTests
{
    private static readonly Regex Named = new(@"`(?<it>[A-Z]\w+)`", RegexOptions.NonBacktracking);
    private static readonly Regex Page = new(@"\((?:\.\./)+(?<it>docs/[^)]+)\)", RegexOptions.NonBacktracking);
    private static readonly Regex Link = new(@"\]\((?<it>[^)\s]+)\)", RegexOptions.NonBacktracking);

    private const int LinesMax = 400;
    private const int LinesOfNineInTen = 200;
    private const int LinesOfTheMedian = 60;
    private const int RootEntriesMax = 15;

    public static TheoryData<string> SliceFolders => new(Slices.All.Select(FolderOf));

    [Fact]
    public void Files_Everywhere_StayShort()
    {
        var lines = Repository.Files("", ".cs", ".razor", ".css", ".js").ToDictionary(file => file, file => Repository.Read(file).Count(c => c == '\n'));

        lines.Where(file => file.Value > LinesMax).ShouldBeEmpty();
        var sources = lines.Where(file => file.Key.StartsWith("src/", StringComparison.Ordinal)).Select(file => file.Value).Order().ToArray();
        sources[sources.Length / 2].ShouldBeLessThanOrEqualTo(LinesOfTheMedian);
        sources[sources.Length * 9 / 10].ShouldBeLessThanOrEqualTo(LinesOfNineInTen);
    }

    [Fact]
    public void Root_HoldsNoMoreThan_WhatOneLooksOver() => Directory.EnumerateFiles(Repository.Root)
        .Select(Path.GetFileName).Where(name => !name!.StartsWith(".git", StringComparison.Ordinal)).Count().ShouldBeLessThanOrEqualTo(RootEntriesMax);

    [Theory]
    [MemberData(nameof(SliceFolders))]
    public void Slice_Folder_HasTheVocabulary(string inPrinciples)
    {
        var (folder, name) = ($"src/Holdfast.Core/Principles/{inPrinciples}", inPrinciples.Split('/')[^1]);
        // A slice with a room in another's folder has a README of its own there.
        var rooms = Slices.All.Select(FolderOf).Where(other => other.StartsWith(inPrinciples + "/", StringComparison.Ordinal)).ToArray();
        var files = Repository.Files(folder, "")
            .Where(file => !Array.Exists(rooms, room => file.StartsWith($"src/Holdfast.Core/Principles/{room}/", StringComparison.Ordinal)))
            .Select(Path.GetFileName).ToArray();

        files.ShouldContain("README.md");
        files.ShouldContain($"{name}Slice.cs");
        files.ShouldContain($"{name}Snapshot.cs");
        files.ShouldContain($"{name}Telemetry.cs");
        files.ShouldContain(file => file!.EndsWith("Plan.cs", StringComparison.Ordinal));
        // The README leads a reader through the folder: it names every file, and only files that are there.
        var readme = Repository.Read($"{folder}/README.md");
        var named = Named.Matches(readme).Select(match => match.Groups["it"].Value).ToHashSet();
        named.Where(word => !files.Contains($"{word}.cs")).ShouldBeEmpty();
        files.Where(file => file!.EndsWith(".cs", StringComparison.Ordinal) && !named.Contains(Path.GetFileNameWithoutExtension(file)!)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(SliceFolders))]
    public void Slice_Docs_HaveAPage(string inPrinciples)
    {
        var readme = Repository.Read($"src/Holdfast.Core/Principles/{inPrinciples}/README.md");
        var page = Page.Match(readme).Groups["it"].Value;

        File.Exists(Path.Combine(Repository.Root, page)).ShouldBeTrue(page);
    }

    [Fact]
    public void Links_InTheDocs_LeadSomewhere()
    {
        var broken =
            from file in Repository.Files("", ".md")
            from Match link in Link.Matches(Repository.Read(file))
            let target = link.Groups["it"].Value
            where !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#')
            let path = Path.GetFullPath(Path.Combine(Repository.Root, Path.GetDirectoryName(file)!, target.Split('#')[0]))
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{file}: {target}";

        broken.ShouldBeEmpty();
    }

    [Fact]
    public void Sources_Nowhere_SilenceAWarningOrSkipATest()
    {
        string[] silenced = ["#pragma " + "warning disable", "Skip " + "= \"", "Assert." + "Skip"];
        Repository.Files("", ".cs").Where(file => silenced.Any(Repository.Read(file).Contains)).ShouldBeEmpty();
        Repository.Files("", ".cs").SelectMany(file => Repository.Read(file).Split('\n'))
            .Where(line => line.Contains("Suppress" + "Message(", StringComparison.Ordinal) && !line.Contains("Justification", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    [Fact]
    public void Names_Nowhere_SayNothing() => Repository.Files("", ".cs").Select(Path.GetFileNameWithoutExtension)
        .Where(name => name!.EndsWith("Manager", StringComparison.Ordinal) || name.EndsWith("Helper", StringComparison.Ordinal)
            || name.EndsWith("Utils", StringComparison.Ordinal) || name.EndsWith("Utilities", StringComparison.Ordinal)).ShouldBeEmpty();

    private static string FolderOf(ISlice slice) => string.Join('/', slice.GetType().Namespace!.Split('.')[3..]);
}
