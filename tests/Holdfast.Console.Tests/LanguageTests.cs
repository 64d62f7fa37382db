using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Holdfast.WebConsole.Language;

namespace Holdfast.Console.Tests;

/// <summary>Every language has words for everything.</summary>
public sealed partial class LanguageTests
{
    [Fact]
    public void Languages_All_HaveTheSameKeys()
    {
        foreach (var language in Text.Languages) language.Keys.Order().ShouldBe(Text.English.Keys.Order(), language.Name);
    }

    [Fact]
    public void Languages_All_PutTheSameValuesIn()
    {
        foreach (var language in Text.Languages)
        {
            foreach (var key in Text.English.Keys)
                Holes(language[key]).ShouldBe(Holes(Text.English[key]), $"{language.Name} {key}");
        }
    }

    [Fact]
    public void Pages_NameKeysThatThereAre_AndAllOfThem()
    {
        var sources = Directory.EnumerateFiles(Sources(), "*.*", SearchOption.AllDirectories)
            .Where(static file => file.EndsWith(".razor", StringComparison.Ordinal) || (file.EndsWith(".cs", StringComparison.Ordinal) && !file.Contains("/obj/")))
            .Select(File.ReadAllText).ToArray();
        var named = sources.SelectMany(static source => Key().Matches(source)).Select(static match => match.Groups["it"].Value).ToHashSet(StringComparer.Ordinal);
        // Keys that are put together begin in one of these ways.
        var begun = sources.SelectMany(static source => Begun().Matches(source)).Select(static match => match.Groups["it"].Value).ToArray();

        named.Where(static key => !Text.English.Keys.Contains(key)).ShouldBeEmpty();
        Text.English.Keys.Where(key => !named.Contains(key) && !Array.Exists(begun, beginning => key.StartsWith(beginning, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "en")]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh")]
    [InlineData("fr,de", "en")]
    [InlineData("fr, zh;q=0.1", "zh")]
    public void Wanted_ByABrowser_IsTheFirstThatIsHere(string asked, string language) => Text.Wanted(asked).Name.ShouldBe(language);

    private static string Holes(string words) => string.Join(' ', Hole().Matches(words).Select(static match => match.Value).Order());

    private static string Sources([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../src/Holdfast.Console"));

    [GeneratedRegex(@"(?:(?:\bT|Text|language|text)(?:\[|\.Of\()|=> Of\()""(?<it>[a-z][a-z0-9.\-]*)""|""(?<it>(trouble|effect)\.[a-z\-]+)""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\$""(?<it>[a-z]+\.)\{", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Begun();

    [GeneratedRegex(@"\{\d\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Hole();
}
