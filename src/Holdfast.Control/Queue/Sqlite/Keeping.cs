namespace Holdfast.Control.Queue.Sqlite;

/// <summary>Holds what is kept of operations that are done with to its bound.</summary>
internal static class Keeping
{
    /// <summary>What a row, its indexes and its key take beside what is in them.</summary>
    public const long RowBytes = 256;

    private const string Oldest = """
        SELECT seq, length(answer_body) FROM ended WHERE lane = $0 AND answer_body IS NOT NULL ORDER BY seq LIMIT 1
        """;

    private const string Strip = """
        UPDATE ended SET answer = CAST(json_set(CAST(answer AS TEXT), '$.isWhole', json('false')) AS BLOB), answer_body = NULL, kept = kept - $1 WHERE seq = $0
        """;

    /// <summary>Whether there is an answer whose body can be let go of: then nobody need be refused for what is kept.</summary>
    public static bool CanTrim(QueueSession session, string lane) =>
        session.Statement("SELECT 1 FROM ended WHERE lane = $0 AND answer_body IS NOT NULL LIMIT 1").First(static _ => true, lane);

    /// <summary>Lets go of the bodies of the oldest answers, as long as there is more than may be: that they were delivered, and their keys, stay.</summary>
    /// <param name="most">So many at the most.</param>
    public static void Trim(QueueSession session, string lane, int most)
    {
        var tally = session.Lanes.Of(lane);
        for (var count = 0; count < most && tally.Kept > tally.KeptMax; count++)
        {
            var (seq, bytes) = session.Statement(Oldest).First(static row => (row.GetInt64(0), row.GetInt64(1)), lane);
            if (bytes == 0) return;
            session.Statement(Strip).Execute(seq, bytes);
            session.Lanes.Add(lane, 0, 0, kept: -bytes);
        }
    }
}
