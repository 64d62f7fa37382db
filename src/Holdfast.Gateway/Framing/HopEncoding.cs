using System.Text;

namespace Holdfast.Gateway.Framing;

/// <summary>Reads Connection: where it names headers of this hop, what it says of the connection itself is hidden.</summary>
/// <remarks>
/// The server replaces any value that has <c>keep-alive</c> in it by that alone, so that nobody after it can tell which
/// headers were meant to end here (RFC 9110, 7.6.1). Without that word the value stays as it came.
/// </remarks>
internal sealed class HopEncoding : Encoding
{
    private const string KeepAlive = "keep-alive";

    public static HopEncoding Instance { get; } = new();

    public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
    {
        var read = Latin1.GetChars(bytes, byteIndex, byteCount, chars, charIndex);
        Hide(chars.AsSpan(charIndex, read));
        return read;
    }

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        var read = Latin1.GetChars(bytes, chars);
        Hide(chars[..read]);
        return read;
    }

    public override int GetCharCount(byte[] bytes, int index, int count) => count;

    public override int GetMaxCharCount(int byteCount) => byteCount;

    public override int GetByteCount(char[] chars, int index, int count) => count;

    public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) =>
        throw new NotSupportedException("Options are read, never written, in this encoding.");

    public override int GetMaxByteCount(int charCount) => charCount;

    private static void Hide(Span<char> value)
    {
        if (!value.Contains(',') || !NamesHeaders(value)) return;
        var at = ((ReadOnlySpan<char>)value).IndexOf(KeepAlive, StringComparison.OrdinalIgnoreCase);
        if (at >= 0) value.Slice(at, KeepAlive.Length).Fill(' ');
    }

    private static bool NamesHeaders(ReadOnlySpan<char> value)
    {
        foreach (var range in value.Split(','))
        {
            var option = value[range].Trim();
            if (!option.IsEmpty && !Is(option, KeepAlive) && !Is(option, "close") && !Is(option, "upgrade")) return true;
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<char> option, string name) => option.Equals(name, StringComparison.OrdinalIgnoreCase);
}
