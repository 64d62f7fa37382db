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

    /// <summary>Of this layout; another one is not read.</summary>
    private static readonly byte[] Mark = "HFHIST1\n"u8.ToArray();

    public string Path { get; } = System.IO.Path.Combine(folder, Name);

    /// <exception cref="IOException">The disk is full, or gone; the file before is whole.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal void Write(KeptHistory kept)
    {
        var body = new MemoryStream();
        using (var writer = new BinaryWriter(body, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Mark);
            writer.Write(kept.Newest.UtcTicks);
            writer.Write(kept.Series.Count);
            foreach (var (name, samples) in kept.Series)
            {
                writer.Write(name);
                writer.Write(samples.Length);
                writer.Write(MemoryMarshal.AsBytes<HistorySample>(samples));
            }
        }

        var bytes = body.ToArray();
        var beside = Path + ".new";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(bytes);
            stream.Write(SHA256.HashData(bytes));
        }

        File.Move(beside, Path, overwrite: true);
    }

    /// <returns>Null where there is none that can be read.</returns>
    internal KeptHistory? Read()
    {
        try
        {
            if (!File.Exists(Path) || new FileInfo(Path).Length is < SHA256.HashSizeInBytes or > BytesMax) return null;
            var bytes = File.ReadAllBytes(Path);
            var body = bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes);
            return SHA256.HashData(body).AsSpan().SequenceEqual(bytes.AsSpan(body.Length)) ? Read(bytes, body.Length) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    private static KeptHistory? Read(byte[] bytes, int length)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes, 0, length), Encoding.UTF8);
        if (!reader.ReadBytes(Mark.Length).AsSpan().SequenceEqual(Mark)) return null;
        var newest = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        var count = reader.ReadInt32();
        if (count is < 0 or > SeriesMax) return null;
        var series = new Dictionary<string, HistorySample[]>(count, StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = reader.ReadString();
            var samples = reader.ReadInt32();
            if (name.Length > NameBytesMax || samples < 0 || samples > HistoryWindow.Hour.Points) return null;
            series[name] = MemoryMarshal.Cast<byte, HistorySample>(reader.ReadBytes(samples * Marshal.SizeOf<HistorySample>())).ToArray();
        }

        return new KeptHistory(newest, series);
    }
}
