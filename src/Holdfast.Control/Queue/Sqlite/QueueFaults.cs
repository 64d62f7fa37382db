using Holdfast.Core.Queue;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>What SQLite and the disk say, as errors that a user can look up.</summary>
internal static class QueueFaults
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
    private const int NoSpace = 28;

    /// <summary>False: it is a fault of ours.</summary>
    public static bool IsOfTheStore(Exception fault) => fault switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is Permission or Busy or TableLocked or ReadOnly or Disk or Corrupt or Full or CannotOpen or NoDatabase,
        _ => fault is QueueException or IOException or UnauthorizedAccessException,
    };

    public static QueueException Of(Exception fault, string file) => fault switch
    {
        QueueException known => known,
        SqliteException { SqliteErrorCode: Full } => IsFull(file, fault),
        IOException when (fault.HResult & 0xFFFF) == NoSpace => IsFull(file, fault),
        SqliteException { SqliteErrorCode: Corrupt or NoDatabase } => new QueueException(QueueErrors.Corrupt, $"{file} is damaged: {fault.Message}", fault),
        _ => new QueueException(QueueErrors.Away, $"{file} cannot be used: {fault.Message}", fault),
    };

    private static QueueException IsFull(string file, Exception fault) => new(QueueErrors.Full, $"The disk of {file} has no room.", fault) { IsUndone = true };
}
