using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Store.Sqlite;

/// <summary>Copies stores whole, and puts copies back.</summary>
public static class SqliteCopy
{
    /// <summary>Endings of the file, its log, and the log's index.</summary>
    private static readonly string[] Parts = ["", "-wal", "-shm"];

    /// <summary>Copies a store that may be in use, as of one moment.</summary>
    /// <exception cref="StoreException">It cannot be read, the copy cannot be written, or is there already.</exception>
    public static void Backup(string store, string file) => Named(store, () =>
    {
        if (!File.Exists(store)) throw new StoreException(StoreErrors.Away, $"There is no store at {store}.");
        using var connection = SqliteOpening.OpenToRead(store);
        SqliteOpening.Check(connection, store);
        Write(connection, file);
    });

    /// <summary>Says whether a file is a whole store that this version understands.</summary>
    /// <exception cref="StoreException">It is not.</exception>
    public static void Check(string file) => Named(file, () =>
    {
        if (!File.Exists(file)) throw new StoreException(StoreErrors.Away, $"There is no file {file}.");
        // WAL mode wants to write beside the file, where it is a store in use; a backup is in no such mode.
        using var connection = SqliteOpening.OpenToRead(file);
        SqliteOpening.Check(connection, file);
        if (connection.Text("PRAGMA integrity_check(1)") is not "ok" and var found) throw new StoreException(StoreErrors.Corrupt, $"{file} is damaged: {found}");
        if (connection.Rows("PRAGMA foreign_key_check", static row => row.GetString(0)) is [var table, ..])
            throw new StoreException(StoreErrors.Corrupt, $"{file} is damaged: a row of '{table}' belongs to one that is missing.");
        SqliteMigrations.Check(connection, file);
    });

    /// <summary>Puts a backup in the place of a store that nobody uses, and that on record in it. What was there is kept beside it.</summary>
    /// <returns>Where the store is that was there; null when there was none.</returns>
    /// <exception cref="StoreException">The backup is no good, or cannot be copied: the store is as it was.</exception>
    public static string? Restore(string file, string store, Order order, TimeProvider time)
    {
        Check(file);
        string? kept = null;
        Named(store, () =>
        {
            var folder = Path.GetDirectoryName(store)!;
            Directory.CreateDirectory(folder);
            var beside = store + SqliteOpening.Restoring;
            foreach (var part in Parts) File.Delete(beside + part);
            using (var connection = SqliteOpening.OpenToRead(file)) Write(connection, beside);
            PutOnRecord(beside, file, store, order, time);
            // The log of another file would be played into this one: no part may stay, also where a restore was broken off.
            if (Parts.Any(part => File.Exists(store + part)))
            {
                kept = Aside(store, time.GetUtcNow());
                foreach (var part in Parts.Where(part => File.Exists(store + part))) File.Move(store + part, kept + part);
                DurableFile.Sync(folder);
            }

            File.Move(beside, store);
            DurableFile.Sync(folder);
        });
        return kept;
    }

    internal static void Write(SqliteConnection from, string file)
    {
        if (File.Exists(file)) throw new StoreException(StoreErrors.Away, $"{file} is there already; name another file.");
        var beside = $"{file}.writing";
        try
        {
            using (new FileStream(beside, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write })) SqliteOpening.Own(beside);
            using (var to = SqliteOpening.Connect(beside, SqliteOpenMode.ReadWrite))
            {
                from.BackupDatabase(to);
                // One file that is whole by itself, whatever it was copied from.
                to.Execute("PRAGMA journal_mode = DELETE");
            }

            using (var written = File.OpenHandle(beside, FileMode.Open, FileAccess.ReadWrite)) RandomAccess.FlushToDisk(written);
            File.Move(beside, file);
            DurableFile.Sync(Path.GetDirectoryName(Path.GetFullPath(file))!);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    /// <summary>In the copy, before it is anybody's store: there is no moment at which it is used and does not say where it came from.</summary>
    private static void PutOnRecord(string beside, string file, string store, Order order, TimeProvider time)
    {
        using var connection = SqliteOpening.Open(beside, mayMake: false, SqliteDatabase.BytesMaxDefault);
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            SqliteAuditTrail.Append(transaction, new AuditDraft(order, "store.restore", file, Live(store), Live(connection)), time.GetUtcNow());
            transaction.Commit();
        }

        // One file again, written through to the disk.
        connection.Execute("PRAGMA journal_mode = DELETE");
    }

    /// <summary>What was live in the store that is replaced, as far as that can still be read.</summary>
    private static string Live(string store)
    {
        if (!File.Exists(store)) return "";
        try
        {
            using var connection = SqliteOpening.OpenToRead(store);
            return Live(connection);
        }
        catch (SqliteException)
        {
            return "unreadable";
        }
    }

    private static string Live(SqliteConnection connection) => SqliteRevisions.LiveNumber(connection) is { } number ? $"revision {number}" : "";

    /// <summary>A name that nothing has: clocks are set back, and what was kept once is not written over.</summary>
    private static string Aside(string store, DateTimeOffset at)
    {
        var name = $"{store}.before-{at.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}";
        var free = name;
        for (var n = 2; Parts.Any(part => File.Exists(free + part)); n++) free = $"{name}-{n}";
        return free;
    }

    private static void Named(string file, Action work)
    {
        try
        {
            work();
        }
        catch (Exception fault) when (SqliteFaults.IsOfTheStore(fault))
        {
            throw SqliteFaults.Of(fault, file);
        }
    }
}
