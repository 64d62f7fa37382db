using System.Text;

namespace Holdfast.Testing.Clients.Http2;

/// <summary>Header blocks by hand (RFC 7541), without Huffman coding, and into no table unless it is asked for.</summary>
public static class Http2Fields
{
    /// <summary>GET http://a/ in fields of the static table, but for the authority.</summary>
    public static readonly byte[] Get = [0x82, 0x84, 0x86, 0x41, 0x01, (byte)'a'];

    /// <summary>GET https://a/, likewise.</summary>
    public static readonly byte[] GetSecurely = [0x82, 0x84, 0x87, 0x41, 0x01, (byte)'a'];

    /// <summary>POST http://a/, likewise.</summary>
    public static readonly byte[] Post = [0x83, 0x84, 0x86, 0x41, 0x01, (byte)'a'];

    private static readonly int[] StaticStatuses = [200, 204, 206, 304, 400, 404, 500];

    /// <summary>These fields alone, byte for byte, of Latin-1 text.</summary>
    public static byte[] Of(params (string Name, string Value)[] fields) =>
        [.. fields.SelectMany(static field => (byte[])[0, .. Text(field.Name), .. Text(field.Value)])];

    /// <summary>A request for a path at the authority <c>a</c>, and more fields.</summary>
    public static byte[] Request(string method, string path, params (string Name, string Value)[] more) =>
        Of([(":method", method), (":scheme", "http"), (":authority", "a"), (":path", path), .. more]);

    /// <summary>A field that goes into the dynamic table, from where <c>0xBE</c> names it again in one byte.</summary>
    public static byte[] Remembered(string name, string value) => [0x40, .. Text(name), .. Text(value)];

    /// <summary>The status of an answer: its first field, of the static table or a literal under the table's name.</summary>
    public static int StatusOf(ReadOnlySpan<byte> block)
    {
        while ((block[0] & 0xE0) == 0x20) block = block[1..]; // the table's size
        return block[0] >= 0x88 ? StaticStatuses[block[0] - 0x88] : int.Parse(Encoding.Latin1.GetString(block.Slice(2, 3)));
    }

    private static byte[] Text(string latin1) => [.. Length(latin1.Length), .. Encoding.Latin1.GetBytes(latin1)];

    /// <summary>An integer of seven bits and what does not fit into them (RFC 7541, 5.1).</summary>
    private static List<byte> Length(int length)
    {
        const int Prefix = 127;
        if (length < Prefix) return [(byte)length];
        List<byte> bytes = [Prefix];
        for (length -= Prefix; length >= 128; length >>= 7) bytes.Add((byte)(length | 128));
        bytes.Add((byte)length);
        return bytes;
    }
}
