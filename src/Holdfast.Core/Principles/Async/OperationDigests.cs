using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Holdfast.Core.Principles.Async;

/// <summary>Stands for what must be compared and need not be kept: keys, callers, and all of a request.</summary>
internal static class OperationDigests
{
    /// <summary>Each text with its length before it, so that (ab, c) is something else than (a, bc).</summary>
    public static void Add(IncrementalHash hash, string text)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        var bytes = Encoding.UTF8.GetBytes(text);
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }

    public static byte[] Of(params IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in texts) Add(hash, text);
        return hash.GetHashAndReset();
    }
}
