using System.Buffers;

namespace Holdfast.Core.Discovery;

/// <summary>Tells the words of an interface from what callers put between them: numbers, ids, dates, tokens, names with other characters.</summary>
/// <remarks>A guess, made so that its mistakes are harmless: a value that is taken for a word is found out when there are many of its kind, and a word that is taken for a value makes a template that matches more.</remarks>
public static class SegmentShape
{
    /// <summary>Longer ones are values, whatever they are made of.</summary>
    public const int WordCharsMax = 40;

    /// <summary>Words such as <c>base64</c> or <c>x509</c> have few digits; numbers, dates and ids have more.</summary>
    private const int DigitsMax = 3;

    /// <summary>Of a run of hexadecimal digits with at least one from 0 to 9.</summary>
    private const int HexCharsMin = 8;

    /// <summary>Of a run of letters and digits with no mark between them.</summary>
    private const int TokenCharsMin = 20;

    /// <summary>Of a run in which small letters and capitals may stand for words that were joined.</summary>
    private const int JoinedCharsMin = 12;

    /// <summary>Joined words are that long on average, or longer; in a token a capital follows a small letter more often.</summary>
    private const int JoinedWordCharsMin = 4;

    private static readonly SearchValues<char> InWords =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~");

    /// <summary>Whether a segment is a word. Nothing with an escape, a brace or a star in it ever is, so that words can stand in a plan and on a page as they are.</summary>
    public static bool IsWord(ReadOnlySpan<char> segment)
    {
        if (segment.Length is 0 or > WordCharsMax || segment.ContainsAnyExcept(InWords)) return false;
        var (digits, hasLetter, run, runDigits, hex, hexDigits, humps, last) = (0, false, 0, 0, 0, 0, 0, '\0');
        foreach (var c in segment)
        {
            var isDigit = char.IsAsciiDigit(c);
            if (isDigit && ++digits > DigitsMax) return false;
            hasLetter |= char.IsAsciiLetter(c);
            (run, runDigits) = char.IsAsciiLetterOrDigit(c) ? (run + 1, runDigits + (isDigit ? 1 : 0)) : (0, 0);
            (hex, hexDigits) = char.IsAsciiHexDigit(c) ? (hex + 1, hexDigits + (isDigit ? 1 : 0)) : (0, 0);
            humps = run == 0 ? 0 : humps + (char.IsAsciiLetterUpper(c) && char.IsAsciiLetterLower(last) ? 1 : 0);
            last = c;
            if ((run >= TokenCharsMin && runDigits > 0) || (hex >= HexCharsMin && hexDigits > 0)) return false;
            if (run >= JoinedCharsMin && humps * JoinedWordCharsMin > run) return false;
        }

        return hasLetter;
    }
}
