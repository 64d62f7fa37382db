using Holdfast.Control.Access;

namespace Holdfast.Control.Store.Sqlite;

/// <summary>The store in one file of this machine. It survives the death of the process and of the system, not the loss of the disk.</summary>
/// <remarks>A store that is away is looked for again at every call, at most once a second: when it is back, the next call succeeds.</remarks>
public sealed class SqliteControlStore : IControlStore
{
    private readonly SqliteDatabase _database;
    private readonly SqliteRoom _room;

    /// <param name="file">It and its folder are made when they are not there, for this user alone.</param>
    public SqliteControlStore(string file, TimeProvider time)
        : this(file, time, SqliteDatabase.BytesMaxDefault)
    {
    }

    /// <param name="bytesMax">What it may grow to.</param>
    internal SqliteControlStore(string file, TimeProvider time, long bytesMax)
    {
        _database = new SqliteDatabase(file, time, bytesMax);
        _room = new SqliteRoom(file, bytesMax, _database);
        var audit = new SqliteAuditTrail(_database, time);
        Audit = audit;
        Tokens = new SqliteTokens(_database, time);
        Revisions = new SqliteRevisions(_database, time);
    }

    public IRevisions Revisions { get; }

    public IAuditTrail Audit { get; }

    public ITokens Tokens { get; }

    public Task<StoreLook> CheckAsync(CancellationToken cancellation) => _database.WriteAsync(_room.Look, cancellation);

    public Task BackupAsync(string file, CancellationToken cancellation) => _database.ReadAsync(connection =>
    {
        SqliteCopy.Write(connection, file);
        return true;
    }, cancellation);

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        return ValueTask.CompletedTask;
    }
}
