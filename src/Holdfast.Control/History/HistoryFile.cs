using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Holdfast.Control.History;

/// <summary><c>history.bin</c> in the data folder: the last hour, for the process that comes after this one.</summary>
/// <remarks>It is no record: a machine that loses its power may lose it, and one that is damaged is not read.</remarks>
public sealed class HistoryFile(string folder)
{
    public const string Name = "history.bin";

    private const int SeriesMax = HistoryBook.InterfacesMax + 1;
    private const int NameBytesMax = 4096;
    private const long BytesMax = 64 * 1024 * 1024;
    private const int PieceBytes = 64 * 1024;

    /// <summary>Of this layout; another one is not read.</summary>
    private static readonly byte[] Mark = "HFHIST1\n"u8.ToArray();

    public string Path { get; } = System.IO.Path.Combine(folder, Name);

    /// <exception cref="IOException">The disk is full, or gone; the file before is whole.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal void Write(KeptHistory kept)
    {
        var beside = Path + ".new";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            using var hash = SHA256.Create();
            using (var hashed = new CryptoStream(stream, hash, CryptoStreamMode.Write, leaveOpen: true))
            using (var writer = new BinaryWriter(hashed, Encoding.UTF8, leaveOpen: true))
            {
                writer.Write(Mark);
                writer.Write(kept.Newest.UtcTicks);
                writer.Write(kept.Count);
                foreach (var (name, samples) in kept.Series)
                {
                    writer.Write(name);
                    writer.Write(samples.Length);
                    writer.Write(MemoryMarshal.AsBytes<HistorySample>(samples));
                }
            }

            stream.Write(hash.Hash!);
        }

        File.Move(beside, Path, overwrite: true);
    }

    /// <returns>Null where there is none that can be read.</returns>
    internal KeptHistory? Read()
    {
        try
        {
            if (!File.Exists(Path)) return null;
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length is < SHA256.HashSizeInBytes or > BytesMax) return null;
            var length = stream.Length - SHA256.HashSizeInBytes;
            return IsWhole(stream, length) ? Read(stream) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>A piece at a time: the file may be as long as the book is large.</summary>
    private static bool IsWhole(FileStream stream, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = new byte[PieceBytes];
        for (var left = length; left > 0;)
        {
            var read = stream.Read(piece, 0, (int)Math.Min(left, piece.Length));
            if (read == 0) return false;
            hash.AppendData(piece, 0, read);
            left -= read;
        }

        var written = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(written);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(written);
    }

    private static KeptHistory? Read(FileStream stream)
    {
        stream.Position = 0;
        using var reader = new BinaryReader(stream, Encoding.UTF8);
        if (!reader.ReadBytes(Mark.Length).AsSpan().SequenceEqual(Mark)) return null;
        var newest = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        var count = reader.ReadInt32();
        if (count is < 0 or > SeriesMax) return null;
        var series = new List<(string, HistorySample[])>(count);
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadString();
            var samples = reader.ReadInt32();
            if (name.Length > NameBytesMax || samples < 0 || samples > HistoryWindow.Hour.Points) return null;
            series.Add((name, MemoryMarshal.Cast<byte, HistorySample>(reader.ReadBytes(samples * Marshal.SizeOf<HistorySample>())).ToArray()));
        }

        return new KeptHistory(newest, series.Count, series);
    }
}
