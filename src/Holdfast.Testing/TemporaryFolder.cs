using System.Runtime.InteropServices;

namespace Holdfast.Testing;

/// <summary>A folder of its own for one test, gone when the test ends.</summary>
public sealed partial class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("holdfast-test-").FullName;

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file in place, folders above it included. Returns its full path.</summary>
    public string Write(string name, string text)
    {
        var path = File(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes beside the file and renames over it, as careful editors and deploy tools do.</summary>
    public string Replace(string name, string text)
    {
        var path = File(name);
        var beside = path + ".new";
        System.IO.File.WriteAllText(beside, text);
        System.IO.File.Move(beside, path, overwrite: true);
        return path;
    }

    /// <summary>Lets a link point elsewhere in one step, as Kubernetes swaps what it mounts. Links to folders too, which <see cref="System.IO.File.Move(string, string, bool)"/> would not rename.</summary>
    /// <param name="target">As it stands in the link: relative to the link's folder, or absolute.</param>
    public void Point(string name, string target)
    {
        var path = File(name);
        var beside = path + ".new";
        System.IO.File.CreateSymbolicLink(beside, target);
        if (rename(beside, path) != 0)
            throw new IOException($"rename({beside}, {path}) failed with errno {Marshal.GetLastPInvokeError()}.");
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that was just killed may still hold a file; the system's own temp cleaning gets it.
        }
        catch (UnauthorizedAccessException)
        {
            // As above.
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int rename(string from, string to);
}
