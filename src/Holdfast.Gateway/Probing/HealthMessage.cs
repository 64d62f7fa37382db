using System.Buffers.Binary;
using System.Text;

namespace Holdfast.Gateway.Probing;

/// <summary>The two messages of <c>grpc.health.v1</c>, framed by hand: two fields are no reason for a serializer.</summary>
/// <remarks>A frame of gRPC is a flag (0: not compressed), the length in four bytes, and the message in protobuf.</remarks>
internal static class HealthMessage
{
    public const int Unknown = 0;
    public const int Serving = 1;
    public const int NotServing = 2;
    public const int ServiceUnknown = 3;

    private const int HeadBytes = 5;
    private const byte ServiceTag = (1 << 3) | WireBytes;
    private const ulong StatusTag = (1 << 3) | WireVarint;
    private const int WireVarint = 0;
    private const int WireFixed64 = 1;
    private const int WireBytes = 2;
    private const int WireFixed32 = 5;

    /// <summary>HealthCheckRequest { service = 1 }; an empty name is not written.</summary>
    public static byte[] Request(string? service)
    {
        var name = Encoding.UTF8.GetBytes(service ?? "");
        List<byte> message = [];
        if (name.Length > 0)
        {
            message.Add(ServiceTag);
            for (var left = name.Length; ; left >>= 7)
            {
                message.Add((byte)(left > 0x7F ? (left & 0x7F) | 0x80 : left));
                if (left <= 0x7F) break;
            }

            message.AddRange(name);
        }

        var frame = new byte[HeadBytes + message.Count];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Count);
        message.CopyTo(frame, HeadBytes);
        return frame;
    }

    /// <summary>HealthCheckResponse { status = 1 }; null: the bytes are none.</summary>
    public static int? ReadStatus(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < HeadBytes || frame[0] != 0) return null;
        if (BinaryPrimitives.ReadUInt32BigEndian(frame[1..]) != frame.Length - HeadBytes) return null;
        var rest = frame[HeadBytes..];
        var status = Unknown;
        while (!rest.IsEmpty)
        {
            if (!TryVarint(ref rest, out var tag)) return null;
            if (tag == StatusTag)
            {
                if (!TryVarint(ref rest, out var value)) return null;
                status = (int)Math.Min(value, int.MaxValue);
            }
            else if (!TrySkip(ref rest, (int)(tag & 7)))
            {
                return null;
            }
        }

        return status;
    }

    /// <summary>Fields that a later version of the protocol may add.</summary>
    private static bool TrySkip(ref ReadOnlySpan<byte> rest, int wire)
    {
        ulong length = wire switch { WireFixed64 => sizeof(ulong), WireFixed32 => sizeof(uint), _ => 0 };
        if (wire == WireVarint) return TryVarint(ref rest, out _);
        if (wire == WireBytes && !TryVarint(ref rest, out length)) return false;
        if (wire is not (WireBytes or WireFixed64 or WireFixed32) || length > (ulong)rest.Length) return false;
        rest = rest[(int)length..];
        return true;
    }

    private static bool TryVarint(ref ReadOnlySpan<byte> rest, out ulong value)
    {
        value = 0;
        for (var i = 0; i < 10 && i < rest.Length; i++)
        {
            value |= (ulong)(rest[i] & 0x7F) << (7 * i);
            if (rest[i] > 0x7F) continue;
            rest = rest[(i + 1)..];
            return true;
        }

        return false;
    }
}
