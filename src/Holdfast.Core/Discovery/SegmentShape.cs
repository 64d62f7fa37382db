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

    private static readonly SearchValues<char> InWords =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~");

    /// <summary>Whether a segment is a word. Nothing with an escape, a brace or a star in it ever is, so that words can stand in a plan and on a page as they are.</summary>
    public static bool IsWord(ReadOnlySpan<char> segment)
    {
        if (segment.Length is 0 or > WordCharsMax || segment.ContainsAnyExcept(InWords)) return false;
        var (digits, hasLetter, run, runDigits, hex, hexDigits) = (0, false, 0, 0, 0, 0);
        foreach (var c in segment)
        {
            var isDigit = char.IsAsciiDigit(c);
            if (isDigit && ++digits > DigitsMax) return false;
            hasLetter |= char.IsAsciiLetter(c);
            (run, runDigits) = char.IsAsciiLetterOrDigit(c) ? (run + 1, runDigits + (isDigit ? 1 : 0)) : (0, 0);
            (hex, hexDigits) = char.IsAsciiHexDigit(c) ? (hex + 1, hexDigits + (isDigit ? 1 : 0)) : (0, 0);
            if ((run >= TokenCharsMin && runDigits > 0) || (hex >= HexCharsMin && hexDigits > 0)) return false;
        }

        return hasLetter;
    }
}
