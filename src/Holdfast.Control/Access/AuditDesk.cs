using Holdfast.Control.Store;
using Holdfast.Core.Errors;
using Holdfast.Core.Plan;
using Holdfast.Core.Signals;

namespace Holdfast.Control.Access;

/// <summary>Puts on record what was done, also where the store is away: what is in force already must not go unrecorded, and need not wait.</summary>
/// <param name="patience">How many records wait for the store at the most.</param>
public sealed class AuditDesk(IAuditTrail trail, SignalLog signals, TimeProvider time, int patience = AuditDesk.WaitingMax) : IDisposable
{
    /// <summary>An operator gives a few orders a minute: that many is days without the store, or a script gone wild.</summary>
    private const int WaitingMax = 1_000;

    private const string Slice = "audit";

    private const int RefusedMax = 60;

    private const int TextMax = 200;

    private static readonly TimeSpan RefusedWindow = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Queue<AuditDraft> _waiting = new();
    private long _refusedSince = time.GetTimestamp();
    private readonly Lock _refusing = new();
    private int _refused;

    public IAuditTrail Trail => trail;

    /// <summary>Somebody who is known was refused. Only so many in a minute: whoever asks in a loop must not fill the store.</summary>
    public async Task RefusedAsync(AuditDraft draft, KnownError error, CancellationToken cancellation)
    {
        var now = time.GetTimestamp();
        lock (_refusing)
        {
            if (time.GetElapsedTime(_refusedSince, now) >= RefusedWindow) (_refusedSince, _refused) = (now, 0);
            if (++_refused > RefusedMax) return;
        }

        await AppendAsync(draft with { Outcome = $"refused {error.Id}" }, cancellation);
    }

    /// <summary>Does something, and puts it on record where it is refused.</summary>
    /// <param name="order">As it was sent: it may be that which is refused.</param>
    public async Task<T> RefusalsOnRecordAsync<T>(Order order, string action, string subject, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (StoreException fault)
        {
            await RefusedAsync(new AuditDraft(new Order(Printable.Of(order.By, TextMax), Printable.Of(order.Why, TextMax)), action, Printable.Of(subject, TextMax), "", ""), fault.Known, CancellationToken.None);
            throw;
        }
    }

    /// <returns>Null when it is on record; else why it is not yet, in a sentence.</returns>
    public async Task<string?> AppendAsync(AuditDraft draft, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            if (_waiting.Count >= patience && await CatchUpAsync(cancellation) is { } still)
            {
                signals.Publish(Slice, "audit-lost", draft.Subject, $"{draft.Action} {draft.Order}, {draft.Outcome}, is not put on record: {patience} others wait for the store already");
                return $"{still} This one will not be: {patience} others wait already.";
            }

            _waiting.Enqueue(draft with { At = draft.At ?? time.GetUtcNow() });
            return await CatchUpAsync(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Puts on record what waits. Called now and then.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);
        try
        {
            await CatchUpAsync(cancellation);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<string?> CatchUpAsync(CancellationToken cancellation)
    {
        try
        {
            // In their order; each is out of the queue when it is on record.
            while (_waiting.TryPeek(out var next))
            {
                await trail.AppendAsync(next, cancellation);
                _waiting.Dequeue();
            }

            return null;
        }
        catch (StoreException fault)
        {
            return $"{fault.Known.Id}: {fault.Message}";
        }
    }
}
