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

    /// <summary>What is carried out.</summary>
    public LivePlan Live => Volatile.Read(ref _live);

    public HoldfastPlan? LivePlan => Live.Plan;

    /// <summary>Carries out what the file has become, and puts it on record where that can be done.</summary>
    public Task<string?> FollowAsync(PlanEdition edition, CancellationToken cancellation) => AloneAsync(async () =>
    {
        var next = new LivePlan(edition.Result.Plan!, edition.Result.Digest, edition.Text, Live.Number + 1, IsRecorded: false);
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
    /// <exception cref="PlanRefusedException">It has errors.</exception>
    /// <exception cref="OutdatedParentException">Another revision is live by now.</exception>
    /// <exception cref="StoreException">It cannot be carried out, or not be put on record. Nothing has changed.</exception>
    public Task<PlanOutcome> PublishAsync(PlanText text, int? parent, Order order, CancellationToken cancellation)
    {
        var read = text.Read(_environment);
        if (read.Plan is not { } plan) throw new PlanRefusedException(read);
        return AloneAsync(async () =>
        {
            await RecordLiveAsync(cancellation);
            var (live, number) = await NextAsync(cancellation);
            if (live != parent) throw new OutdatedParentException(parent, live);
            if (live is not null && read.Digest == Live.Digest && Live.IsRecorded) return Already();
            var draft = new RevisionDraft(text, read.Digest, parent, RevisionSource.Published, order);
            return await ChangeAsync(
                new LivePlan(plan, read.Digest, text, number, IsRecorded: true), token => _store.Revisions.PublishAsync(draft, token), cancellation);
        }, cancellation);
    }

    /// <summary>Makes a revision live again.</summary>
    /// <param name="number">Which; null: the one that the live one was made from.</param>
    /// <exception cref="PlanRefusedException">It can no longer be read without errors.</exception>
    /// <exception cref="StoreException">There is no such revision, it cannot be carried out, or not be put on record. Nothing has changed.</exception>
    public Task<PlanOutcome> RollbackAsync(int? number, Order order, CancellationToken cancellation) => AloneAsync(async () =>
    {
        await RecordLiveAsync(cancellation);
        var live = await _store.Revisions.LiveAsync(cancellation) ?? throw new StoreException(StoreErrors.NoRevision, "No revision is live: there is nothing to go back from.");
        var to = number ?? live.Entry.Parent ?? throw new StoreException(StoreErrors.NoRevision, $"Revision {live.Entry.Number} is the first: there is none before it.");
        if (to == live.Entry.Number && live.Entry.Digest == Live.Digest) return Already();
        var wanted = await _store.Revisions.FindAsync(to, cancellation) ?? throw new StoreException(StoreErrors.NoRevision, $"There is no revision {to}.");
        var read = wanted.Text.Read(_environment);
        if (read.Plan is not { } plan) throw new PlanRefusedException(read);
        return await ChangeAsync(
            new LivePlan(plan, wanted.Entry.Digest, wanted.Text, to, IsRecorded: true),
            token => _store.Revisions.ActivateAsync(to, live.Entry.Number, order, token), cancellation);
    }, cancellation);

    /// <summary>What differs in meaning between two texts, a line each; one line where one of them can no longer be read.</summary>
    public IReadOnlyList<string> Compare(PlanText before, PlanText after) =>
        (before.Read(_environment).Plan, after.Read(_environment).Plan) is ({ } was, { } shall)
            ? [.. PlanDiff.Compare(was, shall).Select(static change => change.ToString())]
            : ["one of the two cannot be read any more: a variable is not set, or this version reads plans otherwise"];

    /// <summary>Puts on record what is carried out and is not: at start, and when the store is back.</summary>
    /// <returns>Whether all is on record now.</returns>
    public Task<bool> CatchUpAsync(CancellationToken cancellation) => AloneAsync(async () =>
    {
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
        if (stored?.Entry.Digest != Live.Digest)
        {
            // A store that holds nothing yet has not been away: this is the first that it sees.
            var isOfFile = Live.Note.Length == 0;
            var draft = new RevisionDraft(
                text, Live.Digest, stored?.Entry.Number, isOfFile ? RevisionSource.File : RevisionSource.Recovered, isOfFile ? OfFile : OfOurselves);
            number = (await _store.Revisions.PublishAsync(draft, cancellation)).Entry.Number;
        }

        var recorded = Live with { Number = number, IsRecorded = true, Note = "" };
        // Under the number that everybody else knows it by.
        if (number != Live.Number && await _target.ApplyAsync(recorded.Plan, recorded.Digest, number, static _ => Task.CompletedTask, cancellation) is not null)
            recorded = recorded with { Number = Live.Number };
        GoOn(recorded);
    }

    private async Task<PlanOutcome> ChangeAsync(LivePlan next, Func<CancellationToken, Task> record, CancellationToken cancellation)
    {
        var before = Live.Plan;
        if (await _target.ApplyAsync(next.Plan, next.Digest, next.Number, record, cancellation) is { } reason)
            throw new StoreException(StoreErrors.NotCarriedOut, reason);
        GoOn(next);
        _report.Live(before, next.Plan);
        return new PlanOutcome(
            Changed: true, next.Number, $"revision {next.Number} is live", [.. PlanDiff.Compare(before, next.Plan).Select(static change => change.ToString())]);
    }

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
        Keep();
    }

    private void Keep()
    {
        if (Live is not { Text: { } text } live) return;
        try
        {
            _last.Write(new LastKnownGood(live.Number, live.Digest, _time.GetUtcNow(), text));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _signals.Publish("store", "last-known-good-unwritten", _last.Path, $"the next start may not know revision {live.Number}: {fault.Message}");
        }
    }

    private void Unrecorded(StoreException fault) =>
        _signals.Publish("store", "plan-unrecorded", "", $"the file's plan is carried out and not on record: {fault.Known.Id}: {fault.Message}");

    private async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
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
