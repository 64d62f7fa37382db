namespace Holdfast.WebConsole.Why;

/// <summary>Finds a trace in what somebody pasted: the id itself, an answer, a command line, a <c>traceparent</c>.</summary>
internal static class TraceText
{
    private const int Digits = 32;

    /// <returns>Null: there is none.</returns>
    public static string? Find(string text)
    {
        var run = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && char.IsAsciiHexDigit(text[i]))
            {
                run++;
                continue;
            }

            if (run == Digits) return text.Substring(i - Digits, Digits).ToLowerInvariant();
            run = 0;
        }

        return null;
    }
}
