using System.Text.RegularExpressions;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Tests.Plan;

/// <summary>The regular expressions that a plan may hold: no text makes them search for ever.</summary>
public sealed class PatternRulesTests
{
    private const int TextLength = 50_000;

    /// <summary>Each takes a backtracking engine longer than the sun has left.</summary>
    [Theory]
    [InlineData("(a+)+$")]
    [InlineData("(a|aa)+$")]
    [InlineData("(a|a?)+$")]
    [InlineData("^(([a-z])+.)+[A-Z]([a-z])+$")]
    [InlineData("(.*a){20}$")]
    public void Pattern_ThatExplodesElsewhere_IsMatchedInTimeOrGivenUp(string pattern)
    {
        if (PatternRules.Check(pattern) is not null) return;
        var regex = PatternRules.Compile(pattern);

        regex.Options.HasFlag(RegexOptions.NonBacktracking).ShouldBeTrue();
        regex.MatchTimeout.ShouldBeLessThanOrEqualTo(TimeSpan.FromMilliseconds(100));
        Should.NotThrow(() => Matches(regex, new string('a', TextLength) + "!"));
    }

    [Theory]
    [InlineData("(a)\\1")]
    [InlineData("(?=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("((a{100}){100}){100}")]
    [InlineData("(")]
    [InlineData("")]
    public void Pattern_ThatCannotBeMatchedSafely_IsRefused(string pattern) => PatternRules.Check(pattern).ShouldNotBeNull();

    /// <returns>False where it took too long, too.</returns>
    private static bool Matches(Regex regex, string text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
