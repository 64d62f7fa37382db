using Holdfast.Cli.Admin;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Core.Telemetry;
using Holdfast.Testing;
using Holdfast.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace Holdfast.Cli.Tests.EndToEnd.Store;

/// <summary>A process with a store, killed and started again as a test says, and hands that do harm to the store.</summary>
internal sealed class StoreStage : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _admin = Ports.Free();
    private AdminClient _client;
    private SqliteConnection? _held;
    private HoldfastProcess? _process;

    public StoreStage()
    {
        _client = new AdminClient(Admin, token: null);
        Data = _folder.File("data");
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public PlanText Plan { get; init; } = new() { Nodes = [new Uri("http://127.0.0.1:1")] };

    /// <summary>What the data folder is on; null: a disk with much room.</summary>
    /// <remarks>Where the machine lets nobody mount one, the test shows less than its name says: it has to tell.</remarks>
    public SmallDisk? Disk
    {
        get;
        init
        {
            field = value;
            if (value is { Why.Length: > 0 }) TestContext.Current.AddWarning($"no small disk could be mounted, the process was kept from writing longer files instead: {value.Why}");
        }
    }

    public Uri Admin => new($"http://127.0.0.1:{_admin}");

    public Uri Traffic => new($"http://127.0.0.1:{Plan.Port}");

    /// <summary>As the test sees it.</summary>
    public string Data { get; init; }

    public string Store => Path.Combine(Data, "store", "control.db");

    public HoldfastProcess Process => _process!;

    public string File => _folder.File("plan.yaml");

    public void Write(PlanText plan) => _folder.Replace("plan.yaml", plan.Yaml());

    /// <param name="withFile">False: it is to go on with what the data folder has.</param>
    /// <returns>From the start to readiness.</returns>
    public async Task<TimeSpan> StartAsync(bool withFile = true)
    {
        if (!System.IO.File.Exists(File)) Write(Plan);
        var began = TimeProvider.System.GetTimestamp();
        var data = Disk is { } disk ? Path.Combine(disk.Path, "data") : Data;
        _process = HoldfastProcess.Start(["up", .. withFile ? ["--plan", File] : Array.Empty<string>(), "--admin", $"127.0.0.1:{_admin}", "--data", data], Disk?.Options);
        await _process.WaitUntilReadyAsync(Admin);
        var took = TimeProvider.System.GetElapsedTime(began);
        // Each process has a token of its own.
        _client.Dispose();
        _client = new AdminClient(Admin, AdminAccess.TokenOf(Admin));
        return took;
    }

    public async Task KillAsync()
    {
        Process.Signal(UnixSignal.Kill);
        await Process.WaitForExitAsync();
        await Process.DisposeAsync();
        _process = null;
    }

    public Task<PlanState> StateAsync() => _client.PlanAsync("", AdminJson.Default.PlanState, Cancel);

    public Task<StatusReport> StatusAsync() => _client.StatusAsync(Cancel);

    public Task<RevisionPage> HistoryAsync(int limit, int? before = null) =>
        _client.PlanAsync($"/revisions?limit={limit}{(before is { } number ? $"&before={number}" : "")}", AdminJson.Default.RevisionPage, Cancel);

    public Task<RevisionTexts> RevisionAsync(int number) => _client.PlanAsync($"/revisions/{number}", AdminJson.Default.RevisionTexts, Cancel);

    public Task<PlanOutcome> PublishAsync(PlanText plan, int parent) => PublishAsync(plan.Yaml(), parent);

    public Task<PlanOutcome> PublishAsync(string plan, int parent) => _client.ChangePlanAsync(
        "/revisions", new PlanBody { By = "ann", Why = "a try", Files = [new PlanFileEntry("/plan.yaml", plan)] }, AdminJson.Default.PlanBody, parent, Cancel);

    public Task WaitForStoreAsync(bool isThere) => Eventually.HoldsAsync(
        async () => (await StatusAsync()).Store!.IsThere == isThere, $"a store that is {(isThere ? "there" : "away")}", null, () => _process?.Describe() ?? "");

    /// <summary>Does harm to the store.</summary>
    public async Task HarmAsync(StoreHarm harm)
    {
        switch (harm)
        {
            case StoreHarm.Deleted: Directory.Delete(Path.GetDirectoryName(Store)!, recursive: true); break;
            case StoreHarm.Unmounted: Directory.Move(Path.GetDirectoryName(Store)!, $"{Data}-aside"); break;
            case StoreHarm.Locked: await LockAsync(); break;
            case StoreHarm.Full: await Disk!.FillAsync(_process); break;
            default: await CorruptAsync(); break;
        }
    }

    /// <summary>Takes the harm back, where that can be done under a running process.</summary>
    public async Task MendAsync(StoreHarm harm)
    {
        switch (harm)
        {
            case StoreHarm.Unmounted: Directory.Move($"{Data}-aside", Path.GetDirectoryName(Store)!); break;
            case StoreHarm.Locked: await LetGoAsync(); break;
            case StoreHarm.Full: await Disk!.EmptyAsync(_process); break;
            default: throw new ArgumentOutOfRangeException(nameof(harm), harm, "What was in the store is gone.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LetGoAsync();
        _client.Dispose();
        if (_process is not null) await _process.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>As a tool that opened it for itself alone.</summary>
    private async Task LockAsync()
    {
        _held = new SqliteConnection($"Data Source={Store};Pooling=False;Default Timeout=20");
        await _held.OpenAsync(Cancel);
        await using var command = _held.CreateCommand();
        // While others have it open it cannot be taken whole; that nothing can be written to it is the same for them.
        command.CommandText = _process is null ? "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE held (it INTEGER)" : "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(Cancel);
    }

    private async Task LetGoAsync()
    {
        if (_held is not { } held) return;
        _held = null;
        await using var command = held.CreateCommand();
        command.CommandText = "ROLLBACK";
        await command.ExecuteNonQueryAsync(Cancel);
        await held.DisposeAsync();
    }

    /// <summary>With its log: from that alone SQLite mends a file, rightly.</summary>
    private async Task CorruptAsync()
    {
        foreach (var part in new[] { "-wal", "-shm" }) System.IO.File.Delete(Store + part);
        await System.IO.File.WriteAllTextAsync(Store, string.Concat(Enumerable.Repeat("not a database. ", 600)), Cancel);
    }
}
