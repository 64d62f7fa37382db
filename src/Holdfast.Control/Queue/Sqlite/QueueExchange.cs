using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;
using Holdfast.Core.Queue;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Copies of the queue, and operations that come from or go to another one.</summary>
internal sealed class QueueExchange(SpillFolder bodies, QueueWriter writer, QueueReader reader)
{
    public async Task BackupAsync(string to)
    {
        to = Path.GetFullPath(to);
        if (Directory.Exists(to)) throw new QueueException(QueueErrors.Away, $"{to} is there already; name another folder.");
        var target = new QueueFolder(to);
        // What is delivered meanwhile keeps its body until the copy has it.
        bodies.Hold();
        try
        {
            target.Make();
            await reader.DoAsync(connection =>
            {
                SqliteCopy.Write(connection, target.File);
                return true;
            });
            await Task.Run(() => CopyBodies(target));
        }
        catch (StoreException fault)
        {
            throw new QueueException(QueueErrors.Away, fault.Message, fault);
        }
        finally
        {
            bodies.LetGo();
        }
    }

    public async Task<int> ExportAsync(Stream to)
    {
        var (now, count) = (await writer.DoAsync(static session => session.Now), 0);
        for (var source = 0; source < QueueLines.SourceCount; source++)
        {
            for (var (after, isMore) = (0L, true); isMore;)
            {
                var page = await reader.DoAsync(connection => QueueLines.Page(connection, source, after, now));
                foreach (var (seq, line) in page)
                {
                    if (await WholeAsync(line) is not { } whole) continue;
                    await to.WriteAsync(QueueLines.Write(whole));
                    (after, count) = (seq, count + 1);
                }

                if (isMore = page.Count > 0) after = page[^1].Seq;
            }
        }

        return count;
    }

    public async Task<int> ImportAsync(Stream from)
    {
        var count = 0;
        await foreach (var line in QueueLines.ReadAsync(from))
        {
            var draft = line.Draft();
            var isKnown = await writer.DoAsync(session => IsThere(session, draft));
            if (isKnown) continue;
            if (line.Spilled > 0) await bodies.WriteAsync(draft.Id, async file => await file.WriteAsync(line.Body));
            if (await writer.DoAsync(session => Take(session, draft, line))) count++;
        }

        return count;
    }

    public async Task<IReadOnlyList<string>> CheckAsync()
    {
        await writer.DoAsync(static session => session.Now);
        return await reader.DoAsync(connection => (IReadOnlyList<string>)
        [
            .. QueueOpening.Damage(connection),
            .. Bodies(connection).Where(id => !bodies.Has(id)).Select(static id => $"The body of operation {id} is gone."),
            .. Counts(connection),
        ]);
    }

    /// <summary>Operations whose body is in a file of its own.</summary>
    public static IReadOnlyList<OperationId> Bodies(SqliteConnection connection) =>
        connection.Rows("SELECT id FROM operations WHERE spilled > 0 UNION ALL SELECT id FROM ended WHERE spilled > 0", static row => OperationId.Of(row.Bytes(0)));

    /// <summary>Lanes for which something else is counted than what is there.</summary>
    public static IEnumerable<string> Counts(SqliteConnection connection) => connection.Rows(
        """
        SELECT lane FROM lanes AS l WHERE live <> (SELECT count(*) FROM operations WHERE lane = l.lane)
          OR bytes <> (SELECT ifnull(sum(bytes), 0) FROM operations WHERE lane = l.lane)
          OR buried <> (SELECT count(*) FROM ended WHERE lane = l.lane AND state IN (4, 5))
          OR kept <> (SELECT ifnull(sum(kept), 0) FROM ended WHERE lane = l.lane)
        """, static row => $"What is counted for '{row.GetString(0)}' is not what is there.");

    /// <summary>Of those that the copy knows of: meanwhile the file that is copied from knows of others.</summary>
    private void CopyBodies(QueueFolder target)
    {
        using (var copy = SqliteOpening.Connect(target.File, SqliteOpenMode.ReadOnly))
            foreach (var id in Bodies(copy))
                Copy(bodies.PathOf(id), Path.Combine(target.Bodies, id.ToString()));
        DurableFile.Sync(target.Bodies);
    }

    private static bool IsThere(QueueSession session, OperationDraft draft) =>
        session.Statement("SELECT 1 FROM operations WHERE id = $0 UNION SELECT 1 FROM ended WHERE id = $0").First(static _ => true, draft.Id.ToBytes())
        || (!draft.Key.IsEmpty && session.Statement("SELECT 1 FROM keys WHERE key = $0").First(static _ => true, draft.Key.ToArray()));

    private static bool Take(QueueSession session, OperationDraft draft, QueueLine line)
    {
        if (IsThere(session, draft)) return false;
        Accepting.Insert(session, draft, QueueJson.Write(draft.Request), line.History);
        if (line.State >= OperationState.Failed)
            Burying.Bury(session, session.Statement("SELECT seq FROM operations WHERE id = $0").First(static row => row.GetInt64(0), draft.Id.ToBytes()), line.State, line.History, answer: null);
        return true;
    }

    /// <returns>Null: it was delivered while it was being exported, and its body is gone.</returns>
    private async Task<QueueLine?> WholeAsync(QueueLine line)
    {
        if (line.Spilled == 0) return line;
        try
        {
            return line with { Body = await File.ReadAllBytesAsync(bodies.PathOf(line.Draft().Id)) };
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private static void Copy(string from, string to)
    {
        File.Copy(from, to);
        using var written = File.OpenHandle(to, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(written);
    }
}
