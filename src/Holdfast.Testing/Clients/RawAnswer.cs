using System.Buffers.Text;
using System.Text;

namespace Holdfast.Testing.Clients;

/// <summary>Follows one HTTP/1.1 answer as its bytes come, for its status and its end. Pure, and allocates nothing.</summary>
/// <remarks>Knows a length and no other framing: a load is of answers that have one.</remarks>
internal struct RawAnswer
{
    private static ReadOnlySpan<byte> HeadEnd => "\r\n\r\n"u8;

    private long _bodyLeft;

    /// <summary>0: its head is not here yet.</summary>
    public int Status { get; private set; }

    /// <summary>As its head says; -1: it says none, and the end cannot be known.</summary>
    public long Length { get; private set; }

    /// <summary>The server says that nothing follows on this connection.</summary>
    public bool Closes { get; private set; }

    public readonly bool IsWhole => Status != 0 && _bodyLeft == 0;

    /// <param name="unread">All bytes that are here and were not taken yet.</param>
    /// <returns>How many of them were taken.</returns>
    public int Take(ReadOnlySpan<byte> unread)
    {
        var taken = 0;
        if (Status == 0)
        {
            var end = unread.IndexOf(HeadEnd);
            if (end < 0) return 0;
            ReadHead(unread[..(end + 2)]);
            taken = end + HeadEnd.Length;
        }

        var ofBody = (int)Math.Min(_bodyLeft, unread.Length - taken);
        _bodyLeft -= ofBody;
        return taken + ofBody;
    }

    private void ReadHead(ReadOnlySpan<byte> head)
    {
        var line = head[..head.IndexOf("\r\n"u8)];
        Status = line.Length > 12 && Utf8Parser.TryParse(line[9..12], out int status, out _) ? status : -1;
        Length = Field(head, "\r\nContent-Length: "u8) is { Length: > 0 } text && Utf8Parser.TryParse(text, out long length, out _) ? length : -1;
        Closes = Ascii.EqualsIgnoreCase(Field(head, "\r\nConnection: "u8), "close"u8) || Length < 0;
        _bodyLeft = Math.Max(0, Length);
    }

    private static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        if (at < 0) return [];
        var value = head[(at + name.Length)..];
        return value[..value.IndexOf("\r\n"u8)];
    }
}
