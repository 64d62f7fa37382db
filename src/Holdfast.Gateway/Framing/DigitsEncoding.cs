using System.Text;

namespace Holdfast.Gateway.Framing;

/// <summary>Reads Content-Length: a digit is a digit, anything else becomes what no number has.</summary>
/// <remarks>
/// The server parses the length leniently (<c>+3</c>, <c>-0</c>) and keeps only the number, so that nobody after it can
/// tell. What it parses is what this makes of the bytes; it answers 400 to what does not parse.
/// </remarks>
internal sealed class DigitsEncoding : Encoding
{
    private const char NoDigit = '\uFFFD';

    public static DigitsEncoding Instance { get; } = new();

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        // More bytes than the buffer holds is more digits than any length has; the server sees that it is full.
        var count = Math.Min(bytes.Length, chars.Length);
        for (var i = 0; i < count; i++) chars[i] = char.IsAsciiDigit((char)bytes[i]) ? (char)bytes[i] : NoDigit;
        return count;
    }

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) =>
        GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        throw new NotSupportedException("Lengths are read, never written, in this encoding.");

    public override int GetMaxByteCount(int charCount) => charCount;
}
