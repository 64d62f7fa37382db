using System.Buffers.Binary;

namespace Holdfast.Testing.Clients.Http2;

/// <summary>A frame of HTTP/2 (RFC 9113, 4.1), as it is on the wire: right or wrong.</summary>
public sealed record Http2Frame(Http2FrameType Type, byte Flags, int Stream, ReadOnlyMemory<byte> Payload)
{
    public const int HeadBytes = 9;
    public const byte EndStream = 1;
    public const byte Ack = 1;
    public const byte EndHeaders = 4;

    /// <summary>The first four bytes: last stream of GOAWAY, error of RST_STREAM, increment of WINDOW_UPDATE.</summary>
    public int Number => Payload.Length < 4 ? 0 : BinaryPrimitives.ReadInt32BigEndian(Payload.Span);

    /// <summary>The error code of RST_STREAM or GOAWAY.</summary>
    public int Error => Type == Http2FrameType.GoAway ? BinaryPrimitives.ReadInt32BigEndian(Payload.Span[4..]) : Number;

    public static Http2Frame Head(int stream, ReadOnlyMemory<byte> block, byte flags = EndStream | EndHeaders) =>
        new(Http2FrameType.Headers, flags, stream, block);

    public static Http2Frame Continuation(int stream, ReadOnlyMemory<byte> block, bool last) =>
        new(Http2FrameType.Continuation, last ? EndHeaders : (byte)0, stream, block);

    public static Http2Frame Data(int stream, ReadOnlyMemory<byte> payload, bool last) =>
        new(Http2FrameType.Data, last ? EndStream : (byte)0, stream, payload);

    public static Http2Frame Reset(int stream, int error = 8) => new(Http2FrameType.ResetStream, 0, stream, Word(error));

    public static Http2Frame Window(int stream, int increment) => new(Http2FrameType.WindowUpdate, 0, stream, Word(increment));

    public static Http2Frame Ping() => new(Http2FrameType.Ping, 0, 0, new byte[8]);

    public static Http2Frame Settings(params (ushort Id, int Value)[] settings)
    {
        var payload = new byte[settings.Length * 6];
        for (var i = 0; i < settings.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(i * 6), settings[i].Id);
            BinaryPrimitives.WriteInt32BigEndian(payload.AsSpan((i * 6) + 2), settings[i].Value);
        }

        return new(Http2FrameType.Settings, 0, 0, payload);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[HeadBytes + Payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Payload.Length << 8);
        bytes[3] = (byte)Type;
        bytes[4] = Flags;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), Stream);
        Payload.CopyTo(bytes.AsMemory(HeadBytes));
        return bytes;
    }

    public static byte[] Join(IEnumerable<Http2Frame> frames) => [.. frames.SelectMany(static frame => frame.ToBytes())];

    private static byte[] Word(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
