using Holdfast.Core.Queue;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>The connection that writes, and one transaction on it after the other. Used by one thread.</summary>
internal sealed class QueueSession : IDisposable
{
    private const long ClockEveryMs = 60_000;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, QueueStatement> _statements = new(StringComparer.Ordinal);
    private readonly List<Action> _afterwards = [];
    private readonly QueueClock _clock;
    private long _toldAt;
    private int _changes;

    public QueueSession(SqliteConnection connection, SpillFolder bodies, TimeProvider time)
    {
        _connection = connection;
        Bodies = bodies;
        Lanes = new LaneTallies(this);
        _clock = new QueueClock(time, Statement("SELECT at FROM clock").First(static row => row.GetInt64(0)));
        Now = _toldAt = _clock.Now;
        Lanes.Load();
    }

    public SpillFolder Bodies { get; }

    public LaneTallies Lanes { get; }

    /// <summary>Is told of what has become too old, when that is on the disk.</summary>
    public Action<ExpiredOperation> Expired { get; set; } = static _ => { };

    /// <summary>One moment for all of a transaction.</summary>
    public long Now { get; private set; }

    public QueueStatement Statement(string text)
    {
        if (!_statements.TryGetValue(text, out var statement)) _statements[text] = statement = new QueueStatement(_connection, text);
        return statement;
    }

    public void Begin()
    {
        Now = _clock.Now;
        Statement("BEGIN IMMEDIATE").Execute();
        _changes = SQLitePCL.raw.sqlite3_total_changes(_connection.Handle);
    }

    /// <summary>When it returns, all of it is on the disk.</summary>
    public void Commit()
    {
        Lanes.Write();
        // Nothing is written for who only looked, but for the time once in a while: then nobody waits for the disk.
        if (SQLitePCL.raw.sqlite3_total_changes(_connection.Handle) != _changes || Now - _toldAt >= ClockEveryMs)
        {
            Statement("UPDATE clock SET at = $0").Execute(Now);
            _toldAt = Now;
        }

        Statement("COMMIT").Execute();
        foreach (var work in _afterwards) work();
        _afterwards.Clear();
    }

    public void RollBack()
    {
        _afterwards.Clear();
        // Some faults end the transaction by themselves.
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0) Statement("ROLLBACK").Execute();
        Lanes.Load();
    }

    /// <summary>Has all of the log written into the file.</summary>
    /// <exception cref="QueueException">Somebody still reads what was before; it is to be tried again.</exception>
    public void WorkIn(string file)
    {
        if (Statement("PRAGMA wal_checkpoint(TRUNCATE)").First(static row => row.GetInt64(0)) != 0)
            throw new QueueException(QueueErrors.Busy, $"The log of {file} was taken away, and cannot be worked into it while somebody reads.") { IsUndone = true };
    }

    /// <summary>To be done when the transaction is on the disk, and only then.</summary>
    public void Afterwards(Action work) => _afterwards.Add(work);

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        _connection.Dispose();
    }
}
