using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Store.Sqlite;

/// <summary>Opens the file so that what is committed is on the disk, and refuses one that is not whole or not ours.</summary>
internal static class SqliteOpening
{
    /// <summary>'HOLD': stands in the head of the file, so that no other program's file is taken for a store.</summary>
    private const int ApplicationId = 0x484F4C44;

    /// <summary>Ending of a copy that is about to be put in the place of a store.</summary>
    public const string Restoring = ".restoring";

    private const int Full = 2;
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnFolder = OwnFile | UnixFileMode.UserExecute;

    /// <param name="mayMake">Whether a file that is not there is made.</param>
    /// <param name="bytesMax">What it may grow to.</param>
    /// <exception cref="StoreException">It is not a store, not whole, or of a newer version.</exception>
    public static SqliteConnection Open(string file, bool mayMake, long bytesMax)
    {
        if (mayMake) Make(file);
        else if (!File.Exists(file)) throw new StoreException(StoreErrors.Away, $"The file of the store is gone: {file}");
        var connection = Connect(file, SqliteOpenMode.ReadWrite);
        try
        {
            Check(connection, file, mayBeNew: true);
            Harden(connection, bytesMax);
            SqliteMigrations.Apply(connection, file);
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
        var connection = Connect(file, SqliteOpenMode.ReadWrite);
        // Not opened read-only: the first reader of a file in WAL mode must be able to make the index of the log.
        connection.Execute("PRAGMA query_only = ON");
        return connection;
    }

    /// <summary>Whether a file is a whole store, without writing to it.</summary>
    /// <param name="mayBeNew">A file that holds nothing yet will do.</param>
    /// <exception cref="StoreException">It is not.</exception>
    public static void Check(SqliteConnection connection, string file, bool mayBeNew = false)
    {
        var id = connection.Number("PRAGMA application_id");
        if (mayBeNew && id == 0 && connection.Number("SELECT count(*) FROM sqlite_schema") == 0) return;
        if (id != ApplicationId) throw new StoreException(StoreErrors.NoStore, $"{file} was not written by Holdfast.");
        var found = connection.Text("PRAGMA quick_check(1)");
        if (found != "ok") throw new StoreException(StoreErrors.Corrupt, $"{file} is damaged: {found}");
    }

    internal static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = IControlStore.PatienceSeconds,
        }.ToString());
        connection.Open();
        return connection;
    }

    internal static void Own(string file)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, OwnFile);
    }

    private static void Make(string file)
    {
        // An empty store in its place would look like one that never held anything.
        if (!File.Exists(file) && File.Exists(file + Restoring))
            throw new StoreException(StoreErrors.Away, $"A restore was broken off before {file} was in its place: restore again.");
        var folder = Path.GetDirectoryName(file)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        // The log beside it gets the rights that the file has.
        Directory.CreateDirectory(folder, OwnFolder);
        File.SetUnixFileMode(folder, OwnFolder);
        using (new FileStream(file, new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = OwnFile })) { }
        Own(file);
    }

    private static void Harden(SqliteConnection connection, long bytesMax)
    {
        if (connection.Number("PRAGMA application_id") == 0) connection.Execute($"PRAGMA application_id = {ApplicationId}");
        if (connection.Text("PRAGMA journal_mode = WAL") is not "wal" and var mode)
            throw new StoreException(StoreErrors.Away, $"The disk of the store lets no log be written beside it (journal mode {mode}).");
        connection.Execute("PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON");
        if (connection.Number("PRAGMA synchronous") != Full)
            throw new StoreException(StoreErrors.Away, "The store cannot be had to write through to the disk.");
        connection.Execute($"PRAGMA max_page_count = {bytesMax / connection.Number("PRAGMA page_size")!.Value}");
    }
}
