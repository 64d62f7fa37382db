using Holdfast.Core.Queue;

namespace Holdfast.Control.Tests.Queue;

/// <summary>What a queue must do, in the plainest words: lists in memory, and a clock of its own.</summary>
internal sealed class QueueModel(TimeProvider time)
{
    private readonly Dictionary<string, OperationDraft> _keys = [];
    private List<ModelOperation> _all = [];
    private long _began = time.GetUtcNow().ToUnixTimeMilliseconds();
    private long _since = time.GetTimestamp();

    public IReadOnlyList<ModelOperation> All => _all;

    public long Now => _began + (long)time.GetElapsedTime(_since).TotalMilliseconds;

    public void Crash()
    {
        (_began, _since) = (Math.Max(Now, time.GetUtcNow().ToUnixTimeMilliseconds()), time.GetTimestamp());
        foreach (var one in In(OperationState.Leased)) (one.State, one.IsRetried, one.Due) = (OperationState.Waiting, true, Now);
    }

    public Acceptance Accept(OperationDraft draft)
    {
        var key = Convert.ToHexString(draft.Key.Span);
        if (key.Length > 0 && _keys.TryGetValue(key, out var known))
            return new Acceptance(known.Fingerprint.Span.SequenceEqual(draft.Fingerprint.Span) ? AcceptanceKind.Known : AcceptanceKind.KeyTaken, known.Id);
        if (_all.Count(one => IsLive(one) && one.Draft.Lane == draft.Lane) is var live && live >= draft.Bounds.CountMax)
            return new Acceptance(AcceptanceKind.Full, draft.Id, "count", live, draft.Bounds.CountMax);
        if (key.Length > 0) _keys[key] = draft;
        Enter(new ModelOperation(draft, Now));
        return new Acceptance(AcceptanceKind.Accepted, draft.Id);
    }

    public IReadOnlyList<(OperationId Id, int Attempt, long Token)> Claim(ClaimWish wish)
    {
        var due = In(OperationState.Waiting).Where(one => one.Draft.Lane == wish.Lane && one.Due <= Now).OrderBy(static one => one.Due).ToList();
        var taken = due.Where(static one => !one.IsRetried).Take(wish.FreshMax).OrderBy(_all.IndexOf)
            .Concat(due.Where(static one => one.IsRetried).Take(wish.RetriedMax).OrderBy(_all.IndexOf)).ToList();
        var claims = new List<(OperationId, int, long)>();
        foreach (var one in taken)
        {
            (one.State, one.Due, one.Token, one.Attempts) = (OperationState.Leased, Now + (long)wish.Lease.TotalMilliseconds, one.Token + 1, one.Attempts + 1);
            if (one.Expires <= Now) End(one, OperationState.Dead);
            else claims.Add((one.Draft.Id, one.Attempts, one.Token));
        }

        return claims;
    }

    public bool Settle(OperationId id, long token, Settlement settlement)
    {
        if (_all.SingleOrDefault(one => one.Draft.Id == id && one.Token == token && one.State == OperationState.Leased) is not { } found) return false;
        if (settlement.State != OperationState.Waiting)
        {
            End(found, settlement.State);
            return true;
        }

        (found.State, found.Due) = (OperationState.Waiting, Math.Min(Now + (long)settlement.After.TotalMilliseconds, Math.Max(found.Expires, Now)));
        if (settlement.IsCharged) found.IsRetried = true;
        else found.Attempts--;
        return true;
    }

    public bool Renew(OperationId id, long token, TimeSpan lease)
    {
        if (_all.SingleOrDefault(one => one.Draft.Id == id && one.Token == token && one.State == OperationState.Leased) is not { } found) return false;
        found.Due = Now + (long)lease.TotalMilliseconds;
        return true;
    }

    public void Sweep()
    {
        foreach (var one in In(OperationState.Leased).Where(one => one.Due <= Now)) (one.State, one.IsRetried, one.Due) = (OperationState.Waiting, true, Now);
        foreach (var one in _all.Where(one => IsLive(one) && one.State != OperationState.Leased && one.Expires <= Now).ToList()) End(one, OperationState.Dead);
        foreach (var one in _all.Where(one => !IsLive(one) && one.Until <= Now).ToList()) Forget(one);
    }

    public int Revive(string lane)
    {
        var buried = Buried(lane);
        foreach (var one in buried)
        {
            _all.Remove(one);
            Enter(new ModelOperation(one.Draft, Now) { Token = one.Token });
        }

        return buried.Count;
    }

    public int Drop(string lane)
    {
        var buried = Buried(lane);
        buried.ForEach(Forget);
        return buried.Count;
    }

    public static bool IsLive(ModelOperation one) => one.State < OperationState.Delivered;

    private IEnumerable<ModelOperation> In(OperationState state) => _all.Where(one => one.State == state).ToList();

    /// <summary>In the order in which they were done with.</summary>
    private List<ModelOperation> Buried(string lane) => [.. _all.Where(one => one.State >= OperationState.Failed && one.Draft.Lane == lane)];

    private void Enter(ModelOperation one)
    {
        if (one.Draft.Order is { } order && _all.Exists(other => IsLive(other) && other.Draft.Lane == one.Draft.Lane && other.Draft.Order == order)) one.State = OperationState.Held;
        _all.Add(one);
    }

    private void End(ModelOperation one, OperationState state)
    {
        (one.State, one.Until) = (state, Math.Max(Now, one.Expires) + (long)one.Draft.Keep.TotalMilliseconds);
        // What is done with stands behind what was done with before.
        _all = [.. _all.Where(other => other != one), one];
        if (one.Draft.Order is not { } order) return;
        var next = _all.Find(other => IsLive(other) && other.Draft.Lane == one.Draft.Lane && other.Draft.Order == order);
        if (next is { State: OperationState.Held }) next.State = OperationState.Waiting;
    }

    private void Forget(ModelOperation one)
    {
        _all.Remove(one);
        foreach (var (key, draft) in _keys)
            if (draft.Id == one.Draft.Id) _keys.Remove(key);
    }
}
