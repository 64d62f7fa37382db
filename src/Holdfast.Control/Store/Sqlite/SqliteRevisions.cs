using Holdfast.Core.Plan.Yaml;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Store.Sqlite;

internal sealed class SqliteRevisions(SqliteDatabase database, TimeProvider time) : IRevisions
{
    private const string LiveStatement = "SELECT revision FROM activations ORDER BY id DESC LIMIT 1";
    private const string Entries = $"SELECT number, parent, digest, author, reason, source, at, number = ({LiveStatement}) FROM revisions";
    private const string OneStatement = $"{Entries} WHERE number = $it";
    private const string FilesStatement = "SELECT path, bytes FROM revision_files JOIN texts ON digest = text WHERE revision = $it ORDER BY position";
    private const string LastOfFileStatement = $"{Entries} WHERE source = 'file' ORDER BY number DESC LIMIT 1";
    private const string HistoryStatement = $"{Entries} WHERE number < $before ORDER BY number DESC LIMIT $limit";
    private const string ActivationsStatement = "SELECT id, revision, before, at, author, reason FROM activations WHERE id < $before ORDER BY id DESC LIMIT $limit";

    /// <summary>All that is asked: none may look at more rows than it answers with.</summary>
    internal static IReadOnlyList<string> Statements { get; } =
        [LiveStatement, OneStatement, FilesStatement, LastOfFileStatement, HistoryStatement, ActivationsStatement];

    public Task<StoredRevision?> LiveAsync(CancellationToken cancellation) =>
        database.ReadAsync(static connection => LiveNumber(connection) is { } number ? Find(connection, number) : null, cancellation);

    public Task<StoredRevision?> FindAsync(int number, CancellationToken cancellation) =>
        database.ReadAsync(connection => Find(connection, number), cancellation);

    public Task<RevisionEntry?> LastOfFileAsync(CancellationToken cancellation) => database.ReadAsync(
        static connection => connection.Rows(LastOfFileStatement, Entry) is [var last] ? last : null, cancellation);

    public Task<IReadOnlyList<RevisionEntry>> HistoryAsync(int? before, int limit, CancellationToken cancellation) => database.ReadAsync(
        connection => connection.Rows(
            HistoryStatement, Entry,
            ("$before", before ?? int.MaxValue), ("$limit", Math.Clamp(limit, 1, IRevisions.PageMax))), cancellation);

    public Task<IReadOnlyList<Activation>> ActivationsAsync(long? before, int limit, CancellationToken cancellation) => database.ReadAsync(
        connection => connection.Rows(
            ActivationsStatement,
            static row => new Activation(row.GetInt64(0), row.GetInt32(1), row.NumberOrNone(2), row.Time(3), row.GetString(4), row.GetString(5)),
            ("$before", before ?? long.MaxValue), ("$limit", Math.Clamp(limit, 1, IRevisions.PageMax))), cancellation);

    public async Task<StoredRevision> PublishAsync(RevisionDraft draft, CancellationToken cancellation)
    {
        CheckSize(draft);
        return await database.WriteAsync(transaction => Publish(transaction, draft), cancellation);
    }

    public async Task<RevisionEntry> AddAsync(RevisionDraft draft, string how, CancellationToken cancellation)
    {
        CheckSize(draft);
        return await database.WriteAsync(
            transaction =>
            {
                var at = time.GetUtcNow();
                var entry = Add(transaction.Connection!, draft, at);
                SqliteAuditTrail.Append(transaction, new AuditDraft(draft.Order, "plan.stage", $"revision {entry.Number}", "", how), at);
                return entry;
            }, cancellation);
    }

    public Task<Activation> ActivateAsync(int number, int? live, Order order, CancellationToken cancellation, string action = "plan.rollback") => database.WriteAsync(
        transaction =>
        {
            Expect(transaction.Connection!, live);
            var revision = Find(transaction.Connection!, number)
                ?? throw new StoreException(StoreErrors.NoRevision, $"There is no revision {number}.");
            return Activate(transaction, revision.Entry, live, order, action, time.GetUtcNow());
        }, cancellation);

    private static void CheckSize(RevisionDraft draft)
    {
        if (draft.Text.Files.Count > PlanLimits.FilesMax || draft.Text.Bytes > PlanLimits.PlanBytesMax)
            throw new StoreException(StoreErrors.TooLarge, $"A revision has at most {PlanLimits.FilesMax} files and {PlanLimits.PlanBytesMax >> 20} MB; this one has {draft.Text.Files.Count} files and {draft.Text.Bytes} bytes.");
    }

    private StoredRevision Publish(SqliteTransaction transaction, RevisionDraft draft)
    {
        var at = time.GetUtcNow();
        var entry = Add(transaction.Connection!, draft, at) with { IsLive = true };
        Activate(transaction, entry, draft.Parent, draft.Order, "plan.publish", at);
        return new StoredRevision(entry, draft.Text);
    }

    private static RevisionEntry Add(SqliteConnection connection, RevisionDraft draft, DateTimeOffset at)
    {
        Expect(connection, draft.Parent);
        var number = (int)connection.Number(
            """
            INSERT INTO revisions (number, parent, digest, author, reason, source, at)
            SELECT coalesce(max(number), 0) + 1, $parent, $digest, $by, $why, $source, $at FROM revisions RETURNING number
            """,
            ("$parent", draft.Parent), ("$digest", draft.Digest), ("$by", draft.Order.By), ("$why", draft.Order.Why),
            ("$source", Name(draft.Source)), ("$at", SqliteText.Milliseconds(at)))!.Value;
        for (var position = 0; position < draft.Text.Files.Count; position++) Keep(connection, number, position, draft.Text.Files[position]);
        return new RevisionEntry(number, draft.Parent, draft.Digest, draft.Order.By, draft.Order.Why, draft.Source, at);
    }

    private static Activation Activate(SqliteTransaction transaction, RevisionEntry revision, int? live, Order order, string action, DateTimeOffset at)
    {
        var connection = transaction.Connection!;
        var before = live is { } number ? connection.Text("SELECT digest FROM revisions WHERE number = $it", ("$it", number))! : "";
        var id = connection.Number(
            "INSERT INTO activations (revision, before, at, author, reason) VALUES ($revision, $before, $at, $by, $why) RETURNING id",
            ("$revision", revision.Number), ("$before", live), ("$at", SqliteText.Milliseconds(at)), ("$by", order.By), ("$why", order.Why))!.Value;
        SqliteAuditTrail.Append(transaction, new AuditDraft(order, action, $"revision {revision.Number}", before, revision.Digest), at);
        return new Activation(id, revision.Number, live, at, order.By, order.Why);
    }

    private static void Keep(SqliteConnection connection, int revision, int position, PlanTextFile file)
    {
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file.Bytes));
        connection.Execute(
            "INSERT INTO texts (digest, bytes) SELECT $digest, $bytes WHERE NOT EXISTS (SELECT 1 FROM texts WHERE digest = $digest)",
            ("$digest", digest), ("$bytes", file.Bytes));
        connection.Execute(
            "INSERT INTO revision_files (revision, position, path, text) VALUES ($revision, $position, $path, $digest)",
            ("$revision", revision), ("$position", position), ("$path", file.Path), ("$digest", digest));
    }

    private static void Expect(SqliteConnection connection, int? live)
    {
        if (LiveNumber(connection) is var now && now != live) throw new OutdatedParentException(live, now);
    }

    internal static int? LiveNumber(SqliteConnection connection) => (int?)connection.Number(LiveStatement);

    private static StoredRevision? Find(SqliteConnection connection, int number)
    {
        if (connection.Rows(OneStatement, Entry, ("$it", number)) is not [var entry]) return null;
        var files = connection.Rows(
            FilesStatement,
            static row => new PlanTextFile(row.GetString(0), row.GetFieldValue<byte[]>(1)), ("$it", number));
        return new StoredRevision(entry, new PlanText(files[0].Path, files));
    }

    private static RevisionEntry Entry(SqliteDataReader row) => new(
        row.GetInt32(0), row.NumberOrNone(1), row.GetString(2), row.GetString(3), row.GetString(4), Source(row.GetString(5)), row.Time(6))
    {
        IsLive = !row.IsDBNull(7) && row.GetBoolean(7),
    };

    private static string Name(RevisionSource source) => source switch
    {
        RevisionSource.File => "file",
        RevisionSource.Published => "published",
        _ => "recovered",
    };

    private static RevisionSource Source(string name) => name switch
    {
        "file" => RevisionSource.File,
        "published" => RevisionSource.Published,
        _ => RevisionSource.Recovered,
    };
}
