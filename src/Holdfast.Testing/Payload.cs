namespace Holdfast.Testing;

/// <summary>Endless bytes, each known from its position: a body of any size is made and checked in flat memory.</summary>
public static class Payload
{
    // A prime length, so that no buffer size lines up with it and hides a swapped or repeated block.
    private const int Period = 65_521;

    private static readonly byte[] Pattern = Make();

    /// <summary>Writes the bytes that stand at <paramref name="position"/>.</summary>
    public static void Fill(long position, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            var from = Pattern.AsSpan((int)(position % Period));
            var count = Math.Min(from.Length, destination.Length);
            from[..count].CopyTo(destination);
            destination = destination[count..];
            position += count;
        }
    }

    /// <summary>Whether these are the bytes that belong at <paramref name="position"/>.</summary>
    public static bool Matches(long position, ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var expected = Pattern.AsSpan((int)(position % Period));
            var count = Math.Min(expected.Length, bytes.Length);
            if (!bytes[..count].SequenceEqual(expected[..count]))
                return false;
            bytes = bytes[count..];
            position += count;
        }

        return true;
    }

    public static byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        Fill(0, bytes);
        return bytes;
    }

    /// <summary>Reads to the end. Throws when a byte is not the one that belongs there.</summary>
    /// <returns>Bytes read.</returns>
    public static async Task<long> VerifyAsync(Stream source, CancellationToken cancellation)
    {
        var buffer = new byte[128 * 1024];
        long position = 0;
        int read;
        while ((read = await source.ReadAsync(buffer, cancellation)) > 0)
        {
            if (!Matches(position, buffer.AsSpan(0, read)))
                throw new InvalidDataException($"The bytes after {position} are not those that were sent.");
            position += read;
        }

        return position;
    }

    private static byte[] Make()
    {
        var bytes = new byte[Period];
        new Random(20_260_101).NextBytes(bytes);
        return bytes;
    }
}
