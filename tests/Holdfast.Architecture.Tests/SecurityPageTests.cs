using System.Text.RegularExpressions;

namespace Holdfast.Architecture.Tests;

/// <summary>docs/security.md promises nothing that no test holds.</summary>
public sealed partial class SecurityPageTests
{
    private static readonly string Page = Repository.Read("docs/security.md");

    [Fact]
    public void Rows_Each_NameTestsThatThereAre()
    {
        var classes = Repository.Files("tests", "Tests.cs").Select(Path.GetFileNameWithoutExtension).ToHashSet(StringComparer.Ordinal);
        var rows = Row().Matches(Page).Select(static row => row.Groups["tests"].Value).ToArray();

        rows.Length.ShouldBeGreaterThan(15);
        foreach (var row in rows)
        {
            var named = Named().Matches(row).Select(static one => one.Groups["it"].Value).ToArray();
            named.ShouldNotBeEmpty(row);
            foreach (var one in named) classes.ShouldContain(one);
        }
    }

    /// <summary>Patterns that users write are compiled in one place, which bounds what a match may cost.</summary>
    [Fact]
    public void Patterns_OfUsers_AreCompiledInOnePlace() => Repository.Files("src", ".cs")
        .Where(static file => !file.StartsWith("src/Holdfast.Testing", StringComparison.Ordinal) && Compiles().IsMatch(Repository.Read(file)))
        .ShouldBe(["src/Holdfast.Core/Plan/Fields/PatternRules.cs"]);

    [GeneratedRegex(@"^\| [^|]+ \| [^|]+ \| (?<tests>`[^|]+) \|$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<it>\w+)`", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Named();

    [GeneratedRegex(@"new Regex\(|Regex \w+\([^)]*\) => new\(|Regex\.(IsMatch|Match|Matches|Replace|Split)\(", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Compiles();
}
