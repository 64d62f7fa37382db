using System.Text.RegularExpressions;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Regular expressions that a plan may hold: those whose matching takes time in proportion to the text, whatever the text is.</summary>
public static class PatternRules
{
    public const int LengthMax = 256;

    /// <summary>Longest time for one match. Linear is not always quick: an automaton of thousands of states is built on the way.</summary>
    private static readonly TimeSpan MatchMax = TimeSpan.FromMilliseconds(100);

    /// <exception cref="ArgumentException">It is not a regular expression.</exception>
    /// <exception cref="NotSupportedException">It needs backtracking, or an automaton too large.</exception>
    public static Regex Compile(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, MatchMax);

    internal static ScalarFault? Check(string text)
    {
        const string Advice = "Write a regular expression without look-around, back-references and large repetitions.";
        if (text.Length is 0 or > LengthMax)
            return new(ValueErrors.OutOfBounds, $"The pattern has {text.Length} characters", $"Write 1 to {LengthMax}.");
        try
        {
            Compile(text);
            return TextRules.NoControls(text);
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return new(ValueErrors.Malformed, $"'{Printable.Of(text)}' is not a pattern that can be matched safely", Advice);
        }
    }
}
