using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Where the queue keeps what: its file, its lock, and bodies too long for a row.</summary>
internal sealed class QueueFolder(string path)
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    public string Root { get; } = Path.GetFullPath(path);

    public string File => Path.Combine(Root, "queue.db");

    public string Lock => Path.Combine(Root, "lock");

    /// <summary>While a repair lasts: what it has saved.</summary>
    public string Repairing => Path.Combine(Root, "repairing");

    public string Bodies => Path.Combine(Root, "bodies");

    /// <summary>Of the file and of its log: what is written to one that somebody has taken away is lost at the next start.</summary>
    public string Identity() => $"{DiskFileStamps.IdentityOf(File)} {DiskFileStamps.IdentityOf(File + "-wal")}";

    /// <summary>Takes the folder for this process, until disposed or dead.</summary>
    /// <exception cref="QueueException">Another process has it.</exception>
    public FileStream Hold()
    {
        try
        {
            return Create(Lock, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (IOException fault) when (System.IO.File.Exists(Lock) && !QueueFaults.IsNoSpace(fault))
        {
            throw new QueueException(QueueErrors.InUse, $"The queue in {Root} is in use by another process.", fault);
        }
    }

    public void Make()
    {
        foreach (var folder in (string[])[Root, Bodies])
        {
            var isThere = Directory.Exists(folder);
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
                continue;
            }

            Directory.CreateDirectory(folder, OwnFolder);
            System.IO.File.SetUnixFileMode(folder, OwnFolder);
            // Else what is promised in it may be gone with its name.
            if (!isThere) DurableFile.Sync(Path.GetDirectoryName(folder)!);
        }
    }

    /// <summary>For this user alone; the log beside the file of the queue gets the rights that the file has.</summary>
    public static FileStream Create(string file, FileMode mode, FileShare share) => new(file, Own(mode, share));

    /// <inheritdoc cref="Create"/>
    public static FileStreamOptions Own(FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnFile;
        return options;
    }
}
