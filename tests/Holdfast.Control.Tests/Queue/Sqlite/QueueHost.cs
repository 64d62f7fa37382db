using Holdfast.Control.Queue.Sqlite;
using Holdfast.Testing;

namespace Holdfast.Control.Tests.Queue.Sqlite;

/// <summary>A queue in a folder of its own, whose process can be killed.</summary>
internal sealed class QueueHost : IAsyncDisposable
{
    private readonly TimeProvider _time;
    private readonly TemporaryFolder _folder = new();
    private int _lives;

    public QueueHost(TimeProvider time)
    {
        _time = time;
        Now = Open();
    }

    public string Folder => _folder.File($"queue-{_lives}");

    public string File => Path.Combine(Folder, "queue.db");

    public SqliteDurableQueue Now { get; private set; }

    /// <summary>What a process that is killed leaves behind is what its files hold at that moment: another goes on with a copy of them.</summary>
    public async Task CrashAsync()
    {
        var before = Folder;
        var old = Now;
        _lives++;
        Directory.CreateDirectory(Path.Combine(Folder, "bodies"));
        foreach (var file in Directory.EnumerateFiles(before, "*", SearchOption.AllDirectories))
            if (Path.GetFileName(file) is var name && name != "lock" && !name.EndsWith("-shm", StringComparison.Ordinal)) Copy(file, Path.Combine(Folder, Path.GetRelativePath(before, file)));
        await old.DisposeAsync();
        Now = Open();
    }

    public async ValueTask DisposeAsync()
    {
        await Now.DisposeAsync();
        _folder.Dispose();
    }

    private SqliteDurableQueue Open() => new(Folder, _time, freeBytesMin: 1);

    /// <summary>Without taking a lock: the one who writes has it.</summary>
    private static void Copy(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var target = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        source.CopyTo(target);
    }
}
