using Holdfast.Control.Store;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;
using Holdfast.Core.Signals;

namespace Holdfast.Control.Plans;

/// <summary>Where plans change hands: one at a time they are read, carried out, put on record, and kept for the next start.</summary>
/// <remarks>
/// A change by the admin API is made when it is on record, or not at all. A change of the plan's file is made also while
/// the store is away: the file is a record too, and the store gets it when it is back.
/// </remarks>
public sealed class PlanDesk : IPlanFollower, IDisposable
{
    private static readonly Order OfFile = new("file", "the plan's file was changed");
    private static readonly Order OfOurselves = new("holdfast", "what was carried out while the store was away");

    private readonly SemaphoreSlim _one = new(1);
    private readonly IControlStore _store;
    private readonly IPlanTarget _target;
    private readonly IPlanReport _report;
    private readonly LastKnownGoodFile _last;
    private readonly SignalLog _signals;
    private readonly TimeProvider _time;
    private readonly Func<string, string?> _environment;
    private LivePlan _live;

    /// <summary>Whether the next start finds what is live; the first try is told of when it fails.</summary>
    private bool _isKept = true;

    /// <param name="live">What is carried out already.</param>
    /// <param name="environment">A variable's value, null when it is not set.</param>
    public PlanDesk(
        LivePlan live, IControlStore store, IPlanTarget target, IPlanReport report, LastKnownGoodFile last, SignalLog signals,
        TimeProvider time, Func<string, string?> environment)
    {
        (_live, _store, _target, _report, _last, _signals, _time, _environment) = (live, store, target, report, last, signals, time, environment);
        Keep();
    }

    public IControlStore Store => _store;

    /// <summary>Told of every plan that goes live here, while nothing else changes hands.</summary>
    internal Action<LivePlan>? Changed { get; set; }

    /// <summary>What is carried out.</summary>
    public LivePlan Live => Volatile.Read(ref _live);

    public HoldfastPlan? LivePlan => Live.Plan;

    /// <summary>Carries out what the file has become, and puts it on record where that can be done.</summary>
    public Task<string?> FollowAsync(PlanEdition edition, CancellationToken cancellation) => AloneAsync(async () =>
    {
        var next = new LivePlan(edition.Result.Plan!, edition.Result.Digest, edition.Text, Live.Number + 1, IsRecorded: false) { OfFile = edition.Result.Digest };
        RevisionDraft? draft = null;
        try
        {
            var (parent, number) = await NextAsync(cancellation);
            next = next with { Number = number };
            if (edition.Text is { } text) draft = new RevisionDraft(text, next.Digest, parent, RevisionSource.File, OfFile);
        }
        catch (StoreException fault)
        {
            Unrecorded(fault);
        }

        async Task RecordAsync(CancellationToken token)
        {
            if (draft is null) return;
            try
            {
                await _store.Revisions.PublishAsync(draft, token);
                next = next with { IsRecorded = true };
            }
            catch (StoreException fault)
            {
                Unrecorded(fault);
            }
        }

        if (await _target.ApplyAsync(next.Plan, next.Digest, next.Number, RecordAsync, cancellation) is { } reason) return reason;
        GoOn(next);
        return null;
    }, cancellation);

    /// <summary>Publishes a plan.</summary>
    /// <param name="parent">The revision it was made from; null: there was none.</param>
    /// <param name="judged">Digest of the live plan by which somebody has said that it may; null: nobody had to.</param>
    /// <exception cref="PlanRefusedException">It has errors.</exception>
    /// <exception cref="OutdatedParentException">Another revision is live by now.</exception>
    /// <exception cref="StoreException">It cannot be carried out, or not be put on record. Nothing has changed.</exception>
    public Task<PlanOutcome> PublishAsync(PlanText text, int? parent, Order order, CancellationToken cancellation, string? judged = null)
    {
        var plan = Read(text, out var digest);
        return AloneAsync(async () =>
        {
            var number = await ExpectAsync(parent, judged, cancellation);
            if (parent is not null && digest == Live.Digest && Live.IsRecorded) return Already();
            var draft = new RevisionDraft(text, digest, parent, RevisionSource.Published, order);
            return await ChangeAsync(
                new LivePlan(plan, digest, text, number, IsRecorded: true) { OfFile = Live.OfFile }, token => _store.Revisions.PublishAsync(draft, token), cancellation);
        }, cancellation);
    }

    /// <summary>Makes a revision live again.</summary>
    /// <param name="number">Which; null: the one that the live one was made from.</param>
    /// <exception cref="PlanRefusedException">It can no longer be read without errors.</exception>
    /// <exception cref="StoreException">There is no such revision, it cannot be carried out, or not be put on record. Nothing has changed.</exception>
    public Task<PlanOutcome> RollbackAsync(int? number, Order order, CancellationToken cancellation, Action<HoldfastPlan, HoldfastPlan>? look = null) => AloneAsync(async () =>
    {
        await RecordLiveAsync(cancellation);
        var live = await _store.Revisions.LiveAsync(cancellation) ?? throw new StoreException(StoreErrors.NoRevision, "No revision is live: there is nothing to go back from.");
        var to = number ?? live.Entry.Parent ?? throw new StoreException(StoreErrors.NoRevision, $"Revision {live.Entry.Number} is the first: there is none before it.");
        if (to == live.Entry.Number && live.Entry.Digest == Live.Digest) return Already();
        var wanted = await _store.Revisions.FindAsync(to, cancellation) ?? throw new StoreException(StoreErrors.NoRevision, $"There is no revision {to}.");
        var read = wanted.Text.Read(_environment);
        if (read.Plan is not { } plan) throw new PlanRefusedException(read);
        look?.Invoke(Live.Plan, plan);
        return await ChangeAsync(
            Stored(plan, wanted),
            token => _store.Revisions.ActivateAsync(to, live.Entry.Number, order, token), cancellation);
    }, cancellation);

    /// <summary>Reads a plan as it would be read to be carried out.</summary>
    /// <exception cref="PlanRefusedException">It has errors.</exception>
    public HoldfastPlan Read(PlanText text) => Read(text, out _);

    /// <inheritdoc cref="Read(PlanText)"/>
    public HoldfastPlan Read(PlanText text, out string digest)
    {
        var read = text.Read(_environment);
        digest = read.Digest;
        return read.Plan ?? throw new PlanRefusedException(read);
    }

    /// <summary>Reads a plan as one that is published would be read; nothing is changed.</summary>
    public PlanResult Check(PlanText text) => text.Read(_environment);

    /// <summary>What differs in meaning between two texts, a line each; one line where one of them can no longer be read.</summary>
    public IReadOnlyList<string> Compare(PlanText before, PlanText after) =>
        (before.Read(_environment).Plan, after.Read(_environment).Plan) is ({ } was, { } shall)
            ? [.. PlanDiff.Compare(was, shall).Select(static change => change.ToString())]
            : ["one of the two cannot be read any more: a variable is not set, or this version reads plans otherwise"];

    /// <summary>Puts on record what is carried out and is not: at start, and when the store is back.</summary>
    /// <returns>Whether all is on record now.</returns>
    public Task<bool> CatchUpAsync(CancellationToken cancellation) => AloneAsync(async () =>
    {
        if (!_isKept) Keep();
        try
        {
            await RecordLiveAsync(cancellation);
            return true;
        }
        catch (StoreException)
        {
            return false;
        }
    }, cancellation);

    public void Dispose() => _one.Dispose();

    private async Task RecordLiveAsync(CancellationToken cancellation)
    {
        if (Live.IsRecorded || Live.Text is not { } text) return;
        var stored = await _store.Revisions.LiveAsync(cancellation);
        var number = stored?.Entry.Number ?? 0;
        if (stored is not null && stored.Entry.Digest != Live.Digest && await IsOlderAsync(cancellation) && await TakeAsync(stored, cancellation)) return;
        if (stored?.Entry.Digest != Live.Digest)
        {
            // A store that holds nothing yet has not been away: this is the first that it sees.
            var isOfFile = Live.Note.Length == 0;
            var draft = new RevisionDraft(
                text, Live.Digest, stored?.Entry.Number, isOfFile ? RevisionSource.File : RevisionSource.Recovered, isOfFile ? OfFile : OfOurselves);
            number = (await _store.Revisions.PublishAsync(draft, cancellation)).Entry.Number;
        }

        var recorded = Live with { Number = number, IsRecorded = true, IsGuess = false, Note = "" };
        // Under the number that everybody else knows it by.
        if (number != Live.Number && await _target.ApplyAsync(recorded.Plan, recorded.Digest, number, static _ => Task.CompletedTask, cancellation) is not null)
            recorded = recorded with { Number = Live.Number };
        GoOn(recorded);
    }

    /// <summary>Whether what was started with had to give way before: the store knows it, or its file as it is, and another revision was made live since.</summary>
    private async Task<bool> IsOlderAsync(CancellationToken cancellation) =>
        Live.IsGuess
        && ((await _store.Revisions.FindAsync(Live.Number, cancellation))?.Entry.Digest == Live.Digest
            || (await _store.Revisions.LastOfFileAsync(cancellation))?.Digest == Live.Digest);

    /// <summary>Carries out what the store says is live: it was acknowledged, and this node had not kept it when it started.</summary>
    private async Task<bool> TakeAsync(StoredRevision stored, CancellationToken cancellation)
    {
        if (stored.Text.Read(_environment).Plan is not { } plan) return false;
        var (before, next) = (Live.Plan, Stored(plan, stored));
        if (await _target.ApplyAsync(plan, next.Digest, next.Number, static _ => Task.CompletedTask, cancellation) is not null) return false;
        _signals.Publish("store", "plan-taken", "", $"revision {next.Number} had been made live before this process started without the store; it is again");
        GoOn(next);
        _report.Live(before, plan);
        return true;
    }

    private LivePlan Stored(HoldfastPlan plan, StoredRevision revision) =>
        new(plan, revision.Entry.Digest, revision.Text, revision.Entry.Number, IsRecorded: true) { OfFile = Live.OfFile };

    /// <summary>What is carried out is on record, and is what a change was made from, and judged by.</summary>
    /// <returns>The number of the next revision.</returns>
    /// <exception cref="StoreException">It is another.</exception>
    internal async Task<int> ExpectAsync(int? parent, string? judged, CancellationToken cancellation)
    {
        await RecordLiveAsync(cancellation);
        var (live, number) = await NextAsync(cancellation);
        if (live != parent) throw new OutdatedParentException(parent, live);
        // Whoever judged it did so before its turn came: beside what is live by now it may be something else.
        return judged is null || judged == Live.Digest ? number : throw new StoreException(StoreErrors.OutdatedParent, "Another plan went live while this one was looked at: send it again.");
    }

    internal async Task<PlanOutcome> ChangeAsync(LivePlan next, Func<CancellationToken, Task> record, CancellationToken cancellation)
    {
        var before = Live.Plan;
        if (await _target.ApplyAsync(next.Plan, next.Digest, next.Number, record, cancellation) is { } reason)
            throw new StoreException(StoreErrors.NotCarriedOut, reason);
        GoOn(next);
        _report.Live(before, next.Plan);
        return new PlanOutcome(
            Changed: true, next.Number, $"revision {next.Number} is live", [.. PlanDiff.Compare(before, next.Plan).Select(static change => change.ToString())]);
    }

    /// <summary>Goes back to the plan before, also where the store cannot be told: one that is away keeps no bad plan alive.</summary>
    /// <returns>False: another went live meanwhile.</returns>
    /// <exception cref="StoreException">The plan before cannot be carried out any more.</exception>
    internal Task<bool> TakeBackAsync(int number, LivePlan before, Order order, CancellationToken cancellation) => AloneAsync(async () =>
    {
        if (Live.Number != number) return false;
        var (bad, next) = (Live.Plan, before with { OfFile = Live.OfFile, IsGuess = false });
        try
        {
            await ChangeAsync(next with { IsRecorded = true }, token => _store.Revisions.ActivateAsync(before.Number, number, order, token, "plan.take-back"), cancellation);
        }
        catch (StoreException fault) when (fault.Known != StoreErrors.NotCarriedOut)
        {
            if (await _target.ApplyAsync(next.Plan, next.Digest, next.Number, static _ => Task.CompletedTask, cancellation) is { } reason) throw new StoreException(StoreErrors.NotCarriedOut, reason);
            GoOn(next with { IsRecorded = false, Note = $"taken back to revision {next.Number}, which is not on record yet: {fault.Known.Id}" });
            _report.Live(bad, next.Plan);
            Unrecorded(fault);
        }

        return true;
    }, cancellation);

    private PlanOutcome Already() => new(Changed: false, Live.Number, $"revision {Live.Number} is already live", []);

    /// <summary>The live revision, and the number of the next.</summary>
    private async Task<(int? Live, int Next)> NextAsync(CancellationToken cancellation)
    {
        var activations = await _store.Revisions.ActivationsAsync(null, 1, cancellation);
        var newest = await _store.Revisions.HistoryAsync(null, 1, cancellation);
        return (activations.Count == 0 ? null : activations[0].Revision, newest.Count == 0 ? 1 : newest[0].Number + 1);
    }

    private void GoOn(LivePlan next)
    {
        Volatile.Write(ref _live, next);
        Changed?.Invoke(next);
        Keep();
    }

    private void Keep()
    {
        var wasKept = _isKept;
        _isKept = true;
        if (Live is not { Text: { } text } live) return;
        try
        {
            _last.Write(new LastKnownGood(live.Number, live.Digest, _time.GetUtcNow(), text, live.OfFile));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _isKept = false;
            if (!wasKept) return;
            _signals.Publish("store", "last-known-good-unwritten", _last.Path, $"the next start may not know revision {live.Number}: {fault.Message}");
        }
    }

    private void Unrecorded(StoreException fault) =>
        _signals.Publish("store", "plan-unrecorded", "", $"the file's plan is carried out and not on record: {fault.Known.Id}: {fault.Message}");

    internal async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _one.Release();
        }
    }
}
