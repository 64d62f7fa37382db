using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Store.Sqlite;

/// <summary>What SQLite and the disk say, as errors that a user can look up.</summary>
internal static class SqliteFaults
{
    // https://www.sqlite.org/rescode.html
    private const int Permission = 3;
    private const int Busy = 5;
    private const int TableLocked = 6;
    private const int ReadOnly = 8;
    private const int Disk = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NoDatabase = 26;

    /// <summary>False: it is a fault of ours.</summary>
    public static bool IsOfTheStore(Exception fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is Permission or Busy or TableLocked or ReadOnly or Disk or Corrupt or Full or CannotOpen or NoDatabase,
        _ => fault is IOException or UnauthorizedAccessException,
    };

    /// <summary>The disk, or a bound of the file, has no room.</summary>
    public static bool IsFull(Exception fault) => fault is SqliteException { SqliteErrorCode: Full };

    /// <summary>What the file holds does not fit together, or is no database.</summary>
    public static bool IsCorrupt(Exception fault) => fault is SqliteException { SqliteErrorCode: Corrupt or NoDatabase };

    public static StoreException Of(Exception fault, string file) => fault switch
    {
        SqliteException { SqliteErrorCode: Busy or TableLocked } => new StoreException(
            StoreErrors.Locked, $"Another process has held {file} for longer than {IControlStore.PatienceSeconds} s.", fault),
        _ when IsFull(fault) => new StoreException(
            StoreErrors.Full, $"There is no room for it: neither the disk of {file} nor the store's own bound has any left.", fault),
        _ when IsCorrupt(fault) => new StoreException(StoreErrors.Corrupt, $"{file} is damaged: {fault.Message}", fault),
        _ => new StoreException(StoreErrors.Away, $"{file} cannot be used: {fault.Message}", fault),
    };
}
