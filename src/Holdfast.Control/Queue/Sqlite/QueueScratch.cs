namespace Holdfast.Control.Queue.Sqlite;

/// <summary>A copy of the file and its log to look at: to open the file itself would work the log into it.</summary>
internal sealed class QueueScratch : IDisposable
{
    private readonly string _folder;

    public QueueScratch(QueueFolder folder)
    {
        _folder = Path.Combine(folder.Root, "looking");
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        new QueueFolder(_folder).Make();
        foreach (var part in (string[])["", "-wal"])
            if (System.IO.File.Exists(folder.File + part)) System.IO.File.Copy(folder.File + part, File + part);
    }

    public string File => Path.Combine(_folder, "queue.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
