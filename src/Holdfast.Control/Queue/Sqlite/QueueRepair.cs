using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;
using Holdfast.Core.Queue;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Looks through the queue of a process that is stopped, and saves what can be read of one that is damaged.</summary>
public static class QueueRepair
{
    private const string Log = "-wal";

    /// <summary>What is wrong with a queue. It is looked at in a copy beside it, as large as it is, and left as it was.</summary>
    /// <returns>Empty: nothing.</returns>
    /// <exception cref="QueueException">There is none, or a process has it.</exception>
    public static IReadOnlyList<string> Check(string path)
    {
        var folder = new QueueFolder(path);
        using var held = Hold(folder);
        using var copy = new QueueScratch(folder);
        var (found, tail) = (new List<string>(), LogTail.Of(folder.File + Log));
        if (tail.TornFrames > 0) found.Add(Torn(tail));
        try
        {
            using var connection = SqliteOpening.Connect(copy.File, SqliteOpenMode.ReadWrite);
            found.AddRange(QueueOpening.Damage(connection));
            found.AddRange(QueueExchange.Counts(connection));
            foreach (var id in QueueExchange.Bodies(connection))
                if (!System.IO.File.Exists(Path.Combine(folder.Bodies, id.ToString()))) found.Add($"The body of operation {id} is gone.");
        }
        catch (SqliteException fault)
        {
            found.Add(fault.Message);
        }

        return found;
    }

    /// <summary>Puts a new file in the place of a damaged one, with all that can be read; the damaged one is kept beside it.</summary>
    /// <returns>What was saved, where the old file is, and each thing that could not be saved.</returns>
    /// <inheritdoc cref="Check"/>
    public static QueueSalvage Repair(string path, TimeProvider time)
    {
        var folder = new QueueFolder(path);
        using var held = Hold(folder);
        var kept = Path.Combine(folder.Root, $"damaged-{time.GetUtcNow().UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}");
        var repaired = new QueueFolder(folder.Repairing);
        // Nothing is taken away before all that could be saved is in the other file.
        if (!System.IO.File.Exists(folder.File)) return GoOn(folder, repaired, kept);
        if (Directory.Exists(repaired.Root)) Directory.Delete(repaired.Root, recursive: true);
        repaired.Make();
        var lost = new List<string>();
        if (LogTail.Of(folder.File + Log) is { TornFrames: > 0 } tail) lost.Add(Torn(tail));
        int saved;
        using (var copy = new QueueScratch(folder))
        using (var to = QueueOpening.Open(repaired.File, mayMake: true))
        {
            saved = Salvaging.Save(copy.File, to, folder.Bodies, lost);
            // One file that is whole by itself.
            to.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            if (QueueOpening.Damage(to).FirstOrDefault() is { } damage) throw new QueueException(QueueErrors.Corrupt, $"What was saved is damaged as well: {damage}");
        }

        Swap(folder, repaired, kept);
        return new QueueSalvage(saved, kept, lost);
    }

    /// <summary>One before was cut off after it had saved what it could.</summary>
    private static QueueSalvage GoOn(QueueFolder folder, QueueFolder repaired, string kept)
    {
        Swap(folder, repaired, kept);
        using var connection = SqliteOpening.Connect(folder.File, SqliteOpenMode.ReadWrite);
        var saved = connection.Number("SELECT (SELECT count(*) FROM operations) + (SELECT count(*) FROM ended)")!.Value;
        return new QueueSalvage((int)saved, kept, ["What a repair before this one, which was cut off, could not save: the damaged file is in a folder damaged-… beside the queue."]);
    }

    private static string Torn(LogTail tail) => tail.LostCommits > 0
        ? $"The log is damaged before its end: {tail.TornFrames} pages of it cannot be read, and operations that were promised, or what became of them, are in them."
        : $"The log ends with {tail.TornFrames} pages of a change that is not whole: it was not promised, unless the log was damaged later.";

    private static void Swap(QueueFolder folder, QueueFolder repaired, string kept)
    {
        Directory.CreateDirectory(kept);
        foreach (var part in (string[])["", Log])
            if (System.IO.File.Exists(folder.File + part)) System.IO.File.Move(folder.File + part, Path.Combine(kept, "queue.db" + part));
        System.IO.File.Delete(folder.File + "-shm");
        System.IO.File.Move(repaired.File, folder.File);
        // The next start would sweep away bodies that no operation names, and they may be all that is left of one.
        using (var connection = SqliteOpening.Connect(folder.File, SqliteOpenMode.ReadWrite))
        {
            var named = QueueExchange.Bodies(connection).Select(static id => id.ToString()).ToHashSet(StringComparer.Ordinal);
            foreach (var body in Directory.Exists(folder.Bodies) ? Directory.GetFiles(folder.Bodies) : [])
                if (!named.Contains(Path.GetFileName(body))) System.IO.File.Move(body, Path.Combine(kept, Path.GetFileName(body)));
        }

        DurableFile.Sync(kept);
        DurableFile.Sync(folder.Root);
        // Until here a start is refused: it would make an empty queue, or sweep away bodies that are to be kept.
        Directory.Delete(repaired.Root, recursive: true);
    }

    private static FileStream Hold(QueueFolder folder)
    {
        if (!System.IO.File.Exists(folder.File) && !System.IO.File.Exists(new QueueFolder(folder.Repairing).File)) throw new QueueException(QueueErrors.Away, $"There is no queue in {folder.Root}.");
        return folder.Hold();
    }
}
