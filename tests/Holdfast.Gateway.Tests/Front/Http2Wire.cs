using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Holdfast.Gateway.Tests.Front;

/// <summary>The least of HTTP/2 by hand: what a client library hides, GOAWAY first of all.</summary>
internal sealed class Http2Wire : IAsyncDisposable
{
    public const byte Headers = 1;
    public const byte ResetStream = 3;
    public const byte Settings = 4;
    public const byte GoAway = 7;
    private const int FramesMax = 1000;

    private readonly NetworkStream _stream;

    private Http2Wire(NetworkStream stream) => _stream = stream;

    public static async Task<Http2Wire> ConnectAsync(IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address);
        var wire = new Http2Wire(new NetworkStream(socket, ownsSocket: true));
        await wire._stream.WriteAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray());
        await wire.WriteAsync(Settings, flags: 0, stream: 0, []);
        return wire;
    }

    /// <summary>GET http://a/ in indexed fields of the static table, but for the authority.</summary>
    public Task GetAsync(int stream) =>
        WriteAsync(Headers, flags: 0x5, stream, [0x82, 0x84, 0x86, 0x41, 0x01, (byte)'a']);

    /// <summary>Sends a head of these fields alone, byte for byte, and yields the status of the answer.</summary>
    public async Task<int> AskAsync(int stream, params (string Name, string Value)[] fields)
    {
        await WriteAsync(Headers, flags: 0x5, stream, [.. fields.SelectMany(static field => Literal(field.Name, field.Value))]);
        return StatusOf(await ReadFrameAsync(Headers));
    }

    /// <summary>Reads until a frame of this type; yields its first four bytes as a number (GOAWAY: the last stream).</summary>
    public async Task<int> ReadUntilAsync(byte type)
    {
        var payload = await ReadFrameAsync(type);
        return payload.Length >= 4 ? BinaryPrimitives.ReadInt32BigEndian(payload) : 0;
    }

    private async Task<byte[]> ReadFrameAsync(byte type)
    {
        for (var frame = 0; frame < FramesMax; frame++)
        {
            var head = new byte[9];
            await _stream.ReadExactlyAsync(head);
            var payload = new byte[(head[0] << 16) | (head[1] << 8) | head[2]];
            await _stream.ReadExactlyAsync(payload);
            if (head[3] == type)
                return payload;
            if (head[3] is GoAway or ResetStream)
                throw new InvalidDataException($"Frame {head[3]} instead of {type}: {Convert.ToHexString(payload)}");
        }

        throw new InvalidDataException($"No frame of type {type} in {FramesMax}.");
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    /// <summary>A field that is in no table (RFC 7541, 6.2.2), of Latin-1 text.</summary>
    private static byte[] Literal(string name, string value) =>
        [0, (byte)name.Length, .. Encoding.Latin1.GetBytes(name), (byte)value.Length, .. Encoding.Latin1.GetBytes(value)];

    /// <summary>The first field of an answer: one of the static table, or a literal under the table's name.</summary>
    private static int StatusOf(byte[] head)
    {
        var at = 0;
        while ((head[at] & 0xE0) == 0x20) at++; // the table's size
        int[] known = [200, 204, 206, 304, 400, 404, 500];
        return head[at] >= 0x88 ? known[head[at] - 0x88] : int.Parse(Encoding.Latin1.GetString(head, at + 2, 3));
    }

    private async Task WriteAsync(byte type, byte flags, int stream, byte[] payload)
    {
        var frame = new byte[9 + payload.Length];
        frame[1] = (byte)(payload.Length >> 8);
        frame[2] = (byte)payload.Length;
        frame[3] = type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame, 9);
        await _stream.WriteAsync(frame);
    }
}
