using Holdfast.Cli.Starting;

namespace Holdfast.Cli.Data;

/// <summary>The folder of one running process: its lock, its <see cref="ProcessFile"/>, and what must outlive it.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "lock";

    private readonly FileStream _lock;
    private readonly bool _isTemporary;
    private readonly DateTimeOffset _started;

    private DataFolder(string path, FileStream held, bool isTemporary, DateTimeOffset started)
    {
        Path = path;
        _lock = held;
        _isTemporary = isTemporary;
        _started = started;
    }

    public string Path { get; }

    /// <summary>Takes the folder for this process, until disposed or dead: the lock is the system's, and goes with the process.</summary>
    /// <exception cref="StartException">Another process has it, or it cannot be written to.</exception>
    public static DataFolder Open(string path, TimeProvider time) => Open(System.IO.Path.GetFullPath(path), isTemporary: false, time);

    /// <summary>A folder that is removed when it is disposed.</summary>
    public static DataFolder OpenTemporary(TimeProvider time) =>
        Open(Directory.CreateTempSubdirectory("holdfast-").FullName, isTemporary: true, time);

    /// <summary>Says where the process is to be found.</summary>
    public void Announce(Uri admin, IReadOnlyList<Uri> traffic, string? plan) =>
        Write(Here() with { Admin = admin, Traffic = traffic, Plan = plan });

    public void Dispose()
    {
        try
        {
            ProcessFile.Remove(Path);
            if (_isTemporary)
                Directory.Delete(Path, recursive: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The folder was taken away meanwhile: nothing is left to clear up.
        }

        _lock.Dispose();
    }

    private ProcessFile Here() => new() { Pid = Environment.ProcessId, Started = _started };

    private static DataFolder Open(string path, bool isTemporary, TimeProvider time)
    {
        var folder = new DataFolder(path, Lock(path), isTemporary, time.GetUtcNow());
        try
        {
            folder.Write(folder.Here());
            return folder;
        }
        catch (UnauthorizedAccessException fault)
        {
            folder.Dispose();
            throw Unusable(path, fault);
        }
    }

    /// <summary>A full disk is no reason not to serve: whoever looks for the process must be told its address then.</summary>
    private void Write(ProcessFile here)
    {
        try
        {
            here.Write(Path);
        }
        catch (IOException fault)
        {
            Console.Error.WriteLine($"{ProcessFile.Name} cannot be written ({fault.Message}): other commands find this process by --admin or HOLDFAST_ADMIN alone.");
        }
    }

    private static FileStream Lock(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new FileStream(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or DirectoryNotFoundException or PathTooLongException)
        {
            throw Unusable(path, fault);
        }
        catch (IOException fault) when (File.Exists(System.IO.Path.Combine(path, LockName)))
        {
            var who = ProcessFile.Read(path) is { } running ? $"process {running.Pid}" : "another process";
            throw StartException.CannotStart(
                StartErrors.FolderInUse, $"The data folder {path} is in use by {who}. A second process needs a folder and ports of its own: --data FOLDER --listen ADDRESS --admin ADDRESS.", fault);
        }
        catch (IOException fault)
        {
            throw Unusable(path, fault);
        }
    }

    private static StartException Unusable(string path, Exception fault) => StartException.CannotStart(
        StartErrors.FolderUnusable, $"The data folder {path} cannot be used: {fault.Message} Give another with --data FOLDER.", fault);
}
