using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Control.Store.Sqlite;
using Holdfast.Control.Tests.Store;
using Holdfast.Control.Tests.Store.Sqlite;
using Holdfast.Core.Signals;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Control.Tests.Plans;

/// <summary>A desk over a store on disk, a target that notes what it is given, and a clock that stands still.</summary>
internal sealed class DeskScene : IAsyncDisposable
{
    private readonly List<PlanDesk> _desks = [];
    private string Aside => $"{Path.GetDirectoryName(Folder.File)}-aside";

    public DeskScene()
    {
        Signals = new SignalLog(Time);
        Store = Folder.Open(Time);
        Last = new LastKnownGoodFile(Path.Combine(Folder.Root, LastKnownGoodFile.Name));
    }

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public StoreFolder Folder { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public SignalLog Signals { get; }

    public SqliteControlStore Store { get; private set; }

    public LastKnownGoodFile Last { get; }

    public RecordingTarget Target { get; } = new();

    public RecordingReport Report { get; } = new();

    public Dictionary<string, string> Variables { get; } = [];

    public IReadOnlyList<string> Told => [.. Signals.Kept().Select(static signal => signal.Name)];

    public string? Variable(string name) => Variables.GetValueOrDefault(name);

    public PlanDesk Open(LivePlan live)
    {
        var desk = new PlanDesk(live, Store, Target, Report, Last, Signals, Time, Variable);
        _desks.Add(desk);
        return desk;
    }

    /// <summary>A desk whose file has just been started with, and is on record.</summary>
    public async Task<PlanDesk> BeginAsync(string timeout = "1s")
    {
        var desk = Open(await PlanStart.OfFileAsync(Edition(timeout), Store, Last, Variable, Cancel));
        await desk.CatchUpAsync(Cancel);
        return desk;
    }

    public static PlanEdition Edition(string timeout) => Edition(Drafts.Text(timeout));

    public static PlanEdition Edition(PlanText text) => new(text.Read(static _ => null), new SourceStamps([]), text);

    public static LivePlan Live(string timeout, int number, bool isGuess = false, string note = "")
    {
        var read = Drafts.Text(timeout).Read(static _ => null);
        return new LivePlan(read.Plan!, read.Digest, Drafts.Text(timeout), number, IsRecorded: false, note) { IsGuess = isGuess };
    }

    public static string DigestOf(string timeout) => Drafts.Text(timeout).Read(static _ => null).Digest;

    /// <summary>The process ends and another begins, with the same folder.</summary>
    public async Task RestartAsync()
    {
        await Store.DisposeAsync();
        Store = Folder.Open(Time);
    }

    /// <param name="text">What stands where the store's folder was; null: nothing.</param>
    public void TakeTheStoreAway(string? text = null)
    {
        var folder = Path.GetDirectoryName(Folder.File)!;
        if (Directory.Exists(folder)) Directory.Move(folder, Aside);
        if (text is not null) File.WriteAllText(folder, text);
    }

    public void PutTheStoreBack()
    {
        Directory.Move(Aside, Path.GetDirectoryName(Folder.File)!);
        Time.Advance(TimeSpan.FromSeconds(1));
    }

    public async Task<int?> LiveNumberAsync() => (await Store.Revisions.LiveAsync(Cancel))?.Entry.Number;

    public async Task<IReadOnlyList<RevisionEntry>> HistoryAsync() => await Store.Revisions.HistoryAsync(null, 100, Cancel);

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in _desks) desk.Dispose();
        await Folder.DisposeAsync();
    }
}
