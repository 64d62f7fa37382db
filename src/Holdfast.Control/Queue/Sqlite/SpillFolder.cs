using Holdfast.Control.Store;
using Holdfast.Core.Queue;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Bodies that are too long for a row, a file each.</summary>
internal sealed class SpillFolder(QueueFolder folder, DiskRoom room)
{
    private const string Writing = ".writing";

    private readonly Lock _gate = new();
    private readonly List<OperationId> _later = [];
    private int _held;

    /// <summary>Writes a file, and waits until it and its name are on the disk.</summary>
    public async Task<long> WriteAsync(OperationId id, Func<Stream, Task> write)
    {
        var (path, beside) = (PathOf(id), PathOf(id) + Writing);
        try
        {
            folder.Make();
            long length;
            await using (var file = new SpillFile(beside, QueueFolder.Own(FileMode.Create, FileShare.None), room))
            {
                await write(file);
                await Task.Run(() => file.Flush(flushToDisk: true));
                length = file.Length;
            }

            File.Move(beside, path, overwrite: true);
            DurableFile.Sync(folder.Bodies);
            return length;
        }
        catch
        {
            TryDelete(beside);
            throw;
        }
    }

    public Stream Open(OperationId id) => new FileStream(PathOf(id), new FileStreamOptions
    {
        Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous,
    });

    public bool Has(OperationId id) => File.Exists(PathOf(id));

    public void Delete(OperationId id)
    {
        lock (_gate)
        {
            if (_held > 0)
            {
                _later.Add(id);
                return;
            }
        }

        TryDelete(PathOf(id));
    }

    /// <summary>From here on nothing is deleted, until as many have let go.</summary>
    public void Hold()
    {
        lock (_gate) _held++;
    }

    public void LetGo()
    {
        OperationId[] due = [];
        lock (_gate)
        {
            if (--_held > 0) return;
            due = [.. _later];
            _later.Clear();
        }

        foreach (var id in due) TryDelete(PathOf(id));
    }

    /// <summary>Files whose operation was never accepted, or is done with: its process died in between.</summary>
    public void Sweep(Func<OperationId, bool> isNeeded)
    {
        if (!Directory.Exists(folder.Bodies)) return;
        foreach (var file in Directory.EnumerateFiles(folder.Bodies))
            if (!OperationId.TryParse(Path.GetFileName(file), out var id) || !isNeeded(id)) TryDelete(file);
    }

    public string PathOf(OperationId id) => Path.Combine(folder.Bodies, id.ToString());

    /// <summary>What cannot be deleted now is swept away at the next start.</summary>
    private static void TryDelete(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
        }
    }
}
