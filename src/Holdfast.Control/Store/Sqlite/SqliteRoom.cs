using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Store.Sqlite;

/// <summary>Looks whether a change would find room, without making one.</summary>
/// <remarks>
/// That the transaction of the look could begin shows that nobody else holds the file. A quota, or a disk that fails, shows
/// at the first change that cannot be written; from then on each look writes, until one succeeds.
/// </remarks>
internal sealed class SqliteRoom(string file, long bytesMax, SqliteDatabase database)
{
    /// <summary>A change of a large plan, its log and the audit take less.</summary>
    public const long BytesMin = 1 << 20;

    private const string SizeStatement = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
    private const string NewestStatement = "SELECT at FROM audit ORDER BY id DESC LIMIT 1";

    private readonly string _folder = Path.GetDirectoryName(Path.GetFullPath(file))!;

    /// <exception cref="StoreException">There is none.</exception>
    public StoreLook Look(SqliteTransaction transaction)
    {
        var connection = transaction.Connection!;
        var bytes = connection.Number(SizeStatement)!.Value;
        if (bytes > bytesMax - BytesMin) throw new StoreException(StoreErrors.Full, $"{file} has come to {bytes >> 20} MiB of the {bytesMax >> 20} that it may take.");
        if (new DriveInfo(_folder).AvailableFreeSpace is var left && left < BytesMin) throw new StoreException(StoreErrors.Full, $"The disk of {file} has {left >> 10} KiB left.");
        if (database.HasFailed) Prove(transaction);
        return new StoreLook(bytes, connection.Rows(NewestStatement, static row => row.Time(0)) is [var newest] ? newest : null);
    }

    /// <summary>What is written is taken back; that it could be written is the answer.</summary>
    private static void Prove(SqliteTransaction transaction)
    {
        transaction.Execute("CREATE TABLE is_writable (it INTEGER)");
        transaction.Execute("DROP TABLE is_writable");
    }
}
