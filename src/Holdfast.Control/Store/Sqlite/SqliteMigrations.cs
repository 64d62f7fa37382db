using System.Reflection;
using DbUp;
using DbUp.Engine;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Store.Sqlite;

/// <summary>Brings a store of an older Holdfast up to date, wholly or not at all. A script that was released is never changed: another follows it.</summary>
internal static class SqliteMigrations
{
    private const string Journal = "migrations";

    private static readonly IReadOnlyList<SqlScript> Scripts = [.. Load()];

    /// <exception cref="StoreException">A newer Holdfast has written it.</exception>
    public static void Apply(SqliteConnection connection, string file)
    {
        Check(connection, file);
        using var shared = new SharedConnection(connection);
        var result = DeployChanges.To.SqliteDatabase(shared)
            .WithScripts(Scripts).WithTransaction().WithVariablesDisabled().JournalToSqliteTable(Journal).LogToNowhere()
            .Build().PerformUpgrade();
        if (!result.Successful) throw result.Error;
    }

    /// <exception cref="StoreException">It knows scripts that this Holdfast does not.</exception>
    public static void Check(SqliteConnection connection, string file)
    {
        if (connection.Number("SELECT count(*) FROM sqlite_schema WHERE name = $it", ("$it", Journal)) == 0) return;
        var known = Scripts.Select(static script => script.Name).ToHashSet(StringComparer.Ordinal);
        if (connection.Rows($"SELECT ScriptName FROM {Journal}", static row => row.GetString(0)).FirstOrDefault(name => !known.Contains(name)) is { } newer)
            throw new StoreException(StoreErrors.Newer, $"{file} has been brought up to '{newer}', which this version does not know.");
    }

    private static IEnumerable<SqlScript> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string prefix = "store/";
        foreach (var name in assembly.GetManifestResourceNames().Where(static name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new SqlScript(name[prefix.Length..], reader.ReadToEnd());
        }
    }
}
