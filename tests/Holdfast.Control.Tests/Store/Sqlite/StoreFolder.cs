using Holdfast.Control.Store.Sqlite;
using Holdfast.Testing;
using Microsoft.Data.Sqlite;

namespace Holdfast.Control.Tests.Store.Sqlite;

/// <summary>A store in a folder of its own, and ways to it that go round it.</summary>
internal sealed class StoreFolder : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqliteControlStore> _stores = [];

    public string Root => _folder.Path;

    public string File => Path.Combine(Root, "store", "control.db");

    public SqliteControlStore Open(TimeProvider? time = null, long bytesMax = SqliteDatabase.BytesMaxDefault)
    {
        var store = new SqliteControlStore(File, time ?? TimeProvider.System, bytesMax);
        _stores.Add(store);
        return store;
    }

    /// <summary>What another program with the same file in hand would do.</summary>
    public SqliteConnection Beside()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False;Default Timeout=1");
        connection.Open();
        return connection;
    }

    public static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : System.IO.File.GetUnixFileMode(path);

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _stores) await store.DisposeAsync();
        _folder.Dispose();
    }
}
