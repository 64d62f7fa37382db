using System.Runtime.InteropServices;

namespace Holdfast.Control.Store;

/// <summary>Files that are as they were or as they shall be, also when the machine loses its power in between.</summary>
internal static partial class DurableFile
{
    private const int ReadOnly = 0;
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes beside the file, waits for the disk, puts it in place, and waits for the folder too.</summary>
    /// <exception cref="IOException">It could not be written; the one before is whole.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var beside = $"{path}.writing";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Own;
        using (var file = new FileStream(beside, options))
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
        Sync(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Waits for the disk until the names in a folder are on it: without that a new name may be lost though what it names is not.</summary>
    /// <exception cref="IOException">They could not be written.</exception>
    public static void Sync(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = open(folder, ReadOnly);
        if (handle < 0) throw new IOException($"{folder} cannot be opened (errno {Marshal.GetLastPInvokeError()}).");
        var result = fsync(handle);
        var error = Marshal.GetLastPInvokeError();
        _ = close(handle);
        if (result != 0) throw new IOException($"{folder} could not be written through to the disk (errno {error}).");
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fsync(int handle);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int close(int handle);
}
