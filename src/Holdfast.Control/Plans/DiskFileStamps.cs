using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Holdfast.Control.Plans;

/// <summary>Stamps of files on this machine's disk, links followed.</summary>
/// <remarks>
/// Size and time of writing are not enough: a file put in another's place may have both of them, as when it was copied
/// with its times. On Linux the file's number and the time of its last change of any kind, which nobody can set, are
/// part of the stamp. <c>statx</c> is asked for them because its answer has the same layout on every architecture.
/// </remarks>
public sealed partial class DiskFileStamps : IFileStamps
{
    private const int CurrentFolder = -100;
    private const uint BasicStats = 0x7ff;
    private const int AnswerBytes = 256;

    // Offsets of the answer: linux/stat.h.
    private const int InodeAt = 32;
    private const int SizeAt = 40;
    private const int ChangedAt = 96;
    private const int WrittenAt = 112;
    private const int DeviceAt = 136;

    public string Of(string path) => OperatingSystem.IsLinux() ? OfLinux(path) : OfAny(path);

    /// <summary>Text that differs when another file has come into the place of the one that was there, however both look.</summary>
    /// <remarks>Where a file has no number that can be asked for, it is taken to be the same as long as there is one.</remarks>
    public static string IdentityOf(string path)
    {
        if (!OperatingSystem.IsLinux()) return File.Exists(path) ? "there" : IFileStamps.Absent;
        Span<byte> answer = stackalloc byte[AnswerBytes];
        return statx(CurrentFolder, path, 0, BasicStats, ref MemoryMarshal.GetReference(answer)) == 0
            ? $"{Word(answer, DeviceAt):x}:{Word(answer, InodeAt)}"
            : IFileStamps.Absent;
    }

    private static string OfLinux(string path)
    {
        Span<byte> answer = stackalloc byte[AnswerBytes];
        if (statx(CurrentFolder, path, 0, BasicStats, ref MemoryMarshal.GetReference(answer)) != 0)
            return IFileStamps.Absent;
        return $"{Word(answer, DeviceAt):x}:{Word(answer, InodeAt)}:{Word(answer, SizeAt)}:{Time(answer, WrittenAt)}:{Time(answer, ChangedAt)}";
    }

    private static string OfAny(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.None);
            return $"{RandomAccess.GetLength(file)}:{File.GetLastWriteTimeUtc(file).Ticks}";
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return IFileStamps.Absent;
        }
    }

    /// <summary>Seconds, and nanoseconds in a field of 32 bits.</summary>
    private static string Time(ReadOnlySpan<byte> answer, int at) => $"{Word(answer, at)}.{(uint)Word(answer, at + sizeof(long))}";

    private static ulong Word(ReadOnlySpan<byte> answer, int at) => BitConverter.IsLittleEndian
        ? BinaryPrimitives.ReadUInt64LittleEndian(answer[at..])
        : BinaryPrimitives.ReadUInt64BigEndian(answer[at..]);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int statx(int folder, string path, int flags, uint mask, ref byte answer);
}
