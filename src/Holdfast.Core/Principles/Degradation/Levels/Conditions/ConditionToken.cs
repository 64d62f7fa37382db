namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>A word or sign of a condition.</summary>
/// <param name="At">Where it begins, from 0; the end of the text where it is over.</param>
/// <param name="Text">Empty: the text is over.</param>
internal readonly record struct ConditionToken(int At, string Text)
{
    public bool IsEnd => Text.Length == 0;

    /// <summary>The words and signs in their order, and an end.</summary>
    /// <param name="fault">What is none; null: all are.</param>
    public static IReadOnlyList<ConditionToken> Read(string text, out ConditionFault? fault)
    {
        var tokens = new List<ConditionToken>();
        fault = null;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            var length = LengthAt(text, at);
            if (length == 0)
            {
                fault = new ConditionFault(at, $"'{Plan.Printable.Of(text[at].ToString())}' has no meaning here", "Write readings, 'and', 'or', 'not', brackets, and comparisons by >, >=, < and <=.");
                break;
            }

            tokens.Add(new ConditionToken(at, text.Substring(at, length)));
            at += length;
        }

        tokens.Add(new ConditionToken(text.Length, ""));
        return tokens;
    }

    private static int LengthAt(string text, int at)
    {
        if (text[at] is '(' or ')') return 1;
        if (text[at] is '>' or '<') return at + 1 < text.Length && text[at + 1] == '=' ? 2 : 1;
        var end = at;
        while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.' or '%' or '/')) end++;
        return end - at;
    }
}
