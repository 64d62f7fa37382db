using System.Reflection;
using Holdfast.Control.Store.Sqlite;
using Holdfast.Core.Queue;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Opens the file so that what is committed is on the disk, and refuses one that is not whole or not ours.</summary>
internal static class QueueOpening
{
    /// <summary>'HQUE': stands in the head of the file, so that no other program's file is taken for a queue.</summary>
    private const int ApplicationId = 0x48515545;

    private const int Full = 2;

    /// <summary>Pages of log before it is worked into the file: a commit that has to do it takes longer, so not too often.</summary>
    private const int CheckpointPages = 4_000;

    /// <summary>Of 4 KB; what is claimed and settled has been written a moment ago.</summary>
    private const int CachePages = 8_000;

    /// <summary>Longer files are looked through by 'holdfast queue check': nothing would be accepted for seconds.</summary>
    private const long LookedThroughBytesMax = 256L << 20;

    private static readonly string[] Scripts = [.. Load()];

    /// <param name="mayMake">Whether a file that is not there is made.</param>
    /// <exception cref="QueueException">It is not a queue, not whole, or of a newer version.</exception>
    public static SqliteConnection Open(string file, bool mayMake)
    {
        if (mayMake) QueueFolder.Create(file, FileMode.OpenOrCreate, FileShare.ReadWrite).Dispose();
        else if (!File.Exists(file)) throw new QueueException(QueueErrors.Away, $"The file of the queue is gone: {file}");
        var connection = SqliteOpening.Connect(file, SqliteOpenMode.ReadWrite);
        try
        {
            Check(connection, file);
            Harden(connection, file);
            Migrate(connection, file);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public static SqliteConnection OpenToRead(string file)
    {
        if (!File.Exists(file)) throw new QueueException(QueueErrors.Away, $"There is no queue at {file}.");
        return SqliteOpening.OpenToRead(file);
    }

    /// <summary>Refuses a log that is damaged before its end.</summary>
    /// <param name="tell">Is told of an end that is not whole: as a rule it is what a system was writing when it lost its power, and was not promised.</param>
    /// <exception cref="QueueException">What was promised is in the part that cannot be read.</exception>
    public static void CheckLog(string file, Action<string> tell)
    {
        var tail = LogTail.Of($"{file}-wal");
        if (tail.LostCommits > 0)
            throw new QueueException(QueueErrors.Corrupt, $"{file}-wal is damaged before its end: {tail.TornFrames} pages cannot be read, and what was promised is in them. 'holdfast queue repair' saves what can be read.");
        if (tail.TornFrames > 0) tell($"{file}-wal ends with {tail.TornFrames} pages of a change that is not whole, as after a loss of power: it was not promised, and is left out.");
    }

    /// <summary>Looks through a file that is short enough to be looked through while callers wait.</summary>
    /// <exception cref="QueueException">It is not whole.</exception>
    public static void CheckPages(SqliteConnection connection, string file)
    {
        if (new FileInfo(file).Length > LookedThroughBytesMax) return;
        if (connection.Text("PRAGMA quick_check(1)") is not "ok" and var found)
            throw new QueueException(QueueErrors.Corrupt, $"{file} is damaged: {found}. 'holdfast queue repair' saves what can be read.");
    }

    /// <summary>Whether the pages and rows of a file are whole. Takes as long as it takes to read it.</summary>
    public static IEnumerable<string> Damage(SqliteConnection connection) =>
        connection.Rows("PRAGMA integrity_check(20)", static row => row.GetString(0)).Where(static found => found != "ok");

    private static void Check(SqliteConnection connection, string file)
    {
        var id = connection.Number("PRAGMA application_id");
        if (id != ApplicationId && (id != 0 || connection.Number("SELECT count(*) FROM sqlite_schema") != 0))
            throw new QueueException(QueueErrors.Corrupt, $"{file} was not written by Holdfast.");
    }

    private static void Harden(SqliteConnection connection, string file)
    {
        if (connection.Number("PRAGMA application_id") == 0) connection.Execute($"PRAGMA application_id = {ApplicationId}");
        if (connection.Text("PRAGMA journal_mode = WAL") is not "wal" and var mode)
            throw new QueueException(QueueErrors.Away, $"The disk of {file} lets no log be written beside it (journal mode {mode}).");
        connection.Execute($"PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA wal_autocheckpoint = {CheckpointPages}; PRAGMA cache_size = {CachePages}");
        if (connection.Number("PRAGMA synchronous") != Full)
            throw new QueueException(QueueErrors.Away, $"{file} cannot be had to be written through to the disk.");
    }

    private static void Migrate(SqliteConnection connection, string file)
    {
        var version = connection.Number("PRAGMA user_version")!.Value;
        if (version > Scripts.Length) throw new QueueException(QueueErrors.Newer, $"{file} is of version {version}, and this one knows {Scripts.Length}.");
        for (var next = (int)version; next < Scripts.Length; next++)
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            // Parted by a line with nothing but a semicolon, as the store's are.
            foreach (var statement in Scripts[next].Split("\n;\n")) transaction.Execute(statement);
            transaction.Execute($"PRAGMA user_version = {next + 1}");
            transaction.Commit();
        }
    }

    private static IEnumerable<string> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith("queue/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return reader.ReadToEnd();
        }
    }
}
