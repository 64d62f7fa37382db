using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Holdfast.Core.Queue;

/// <summary>Name of an accepted operation. Nobody can guess one; those of later operations sort behind, so that an index grows at its end.</summary>
public readonly record struct OperationId(Guid Value)
{
    private const int TimeBytes = 6;

    public static OperationId Make(TimeProvider time)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time.GetUtcNow().ToUnixTimeMilliseconds() << 16);
        RandomNumberGenerator.Fill(bytes[TimeBytes..]);
        return new OperationId(new Guid(bytes, bigEndian: true));
    }

    public static bool TryParse(string text, out OperationId id)
    {
        var isOne = Guid.TryParseExact(text, "N", out var value);
        id = new OperationId(value);
        return isOne;
    }

    public byte[] ToBytes() => Value.ToByteArray(bigEndian: true);

    public static OperationId Of(ReadOnlySpan<byte> bytes) => new(new Guid(bytes, bigEndian: true));

    public override string ToString() => Value.ToString("N");
}
