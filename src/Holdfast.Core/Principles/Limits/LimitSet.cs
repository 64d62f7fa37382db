using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Principles.Limits.Cells;
using Holdfast.Core.Principles.Limits.Tokens;

namespace Holdfast.Core.Principles.Limits;

/// <summary>What one limit has counted, across revisions: of all calls together, or of a bounded number of keys.</summary>
internal sealed class LimitSet : IDisposable
{
    private readonly string _named;
    private readonly ITokenShare _share;
    private readonly TimeProvider _time;
    private Basis? _live;
    private LimitCell? _common;
    private KeyedTable<LimitCell>? _keys;
    private int _waiting;
    private int _passedOver;

    /// <param name="name">The same in every process that has the same plan.</param>
    /// <param name="named">Of the interface or node that it is for alone; empty: of none.</param>
    public LimitSet(string name, string named, ITokenSource tokens, CompileContext context)
    {
        (_named, _time) = (named, context.Time);
        Clock = LimitClock.Of(context.Time);
        Alarm = new LimitAlarm(context, Tallies);
        _share = tokens.Open(name, Tallies.Read);
    }

    public LimitClock Clock { get; }

    public LimitTallies Tallies { get; } = new();

    public LimitAlarm Alarm { get; }

    /// <summary>Whether a revision that has it has gone live.</summary>
    public bool WasLive => Volatile.Read(ref _live) is not null;

    /// <summary>A revision without it goes live.</summary>
    /// <returns>Whether one did before.</returns>
    public bool PassOver() => Interlocked.Exchange(ref _passedOver, 1) != 0;

    /// <summary>Null where it is not kept by key.</summary>
    public KeyedTable<LimitCell>? Keys => Volatile.Read(ref _keys);

    /// <summary>Of all calls, or of those without a key. Null before the first.</summary>
    public LimitCell? Common => Volatile.Read(ref _common);

    /// <summary>Calls that wait for their turn.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>A revision goes live. What was counted stays, in proportion where the numbers are others.</summary>
    public void Follow(LimitModel model)
    {
        var share = _share.Current.ShareAt(_time.GetTimestamp());
        var basis = new Basis(model, share, model.Numbers(_named, share, Clock));
        // The same numbers are the same objects, so that no cell has to look twice.
        if (Volatile.Read(ref _live) is { } live && live.Numbers == basis.Numbers) basis = basis with { Numbers = live.Numbers };
        Volatile.Write(ref _live, basis);
        if (model.Reader is null) return;
        var keys = Keys;
        if (keys?.KeysMax == model.Plan.KeysMax) return;
        var resized = new KeyedTable<LimitCell>(model.Plan.KeysMax, (cell, timestamp) => cell.IsSpent(Clock.At(timestamp)));
        keys?.CopyTo(resized);
        Volatile.Write(ref _keys, resized);
    }

    /// <summary>Where a call is counted, by the numbers that hold now.</summary>
    /// <returns>Null: it is not limited.</returns>
    public LimitCell? Find(LimitModel model, Call call, long timestamp)
    {
        var numbers = Numbers(model, timestamp);
        if (model.Reader is null || Keys is not { } keys) return Whole(numbers.Usual, timestamp);
        if (!model.Reader.TryHash(call, HashSeed.Secret, out var hash))
            return model.Plan.Keyless == LimitKeyless.Pass ? null : Whole(numbers.Usual, timestamp);
        return numbers.Of(hash) is { } spec ? OfKey(keys, hash, spec, timestamp) : null;
    }

    /// <summary>The same, of a key that the caller has hashed.</summary>
    public LimitCell? Find(LimitModel model, ulong hash, long timestamp) =>
        Numbers(model, timestamp).Of(hash) is { } spec ? OfKey(Keys!, hash, spec, timestamp) : null;

    /// <summary>Of all calls together, or of those without a key.</summary>
    public LimitCell? Find(LimitModel model, long timestamp) => Whole(Numbers(model, timestamp).Usual, timestamp);

    /// <returns>False: as many wait already as may.</returns>
    public bool TryQueue(int queue)
    {
        if (Interlocked.Increment(ref _waiting) <= queue) return true;
        Interlocked.Decrement(ref _waiting);
        return false;
    }

    public void Dequeue() => Interlocked.Decrement(ref _waiting);

    public void Dispose() => _share.Dispose();

    private LimitNumbers Numbers(LimitModel model, long timestamp)
    {
        // A call may be quicker than the news of its revision.
        if (Volatile.Read(ref _live) is not { } live)
        {
            Follow(model);
            live = Volatile.Read(ref _live)!;
        }

        var share = _share.Current.ShareAt(timestamp);
        if (Math.Abs(share - live.Share) < 1e-9) return live.Numbers;
        var next = new Basis(live.Model, share, live.Model.Numbers(_named, share, Clock));
        return Interlocked.CompareExchange(ref _live, next, live) == live ? next.Numbers : Volatile.Read(ref _live)!.Numbers;
    }

    private LimitCell? Whole(LimitSpec? spec, long timestamp)
    {
        if (spec is null) return null;
        var there = Common;
        if (there is not null && ReferenceEquals(there.Spec, spec)) return there;
        var now = Clock.At(timestamp);
        var made = there is null ? LimitCell.Make(spec, now) : there.Follow(spec, now);
        return Interlocked.CompareExchange(ref _common, made, there) == there ? made : Common;
    }

    private LimitCell OfKey(KeyedTable<LimitCell> keys, ulong hash, LimitSpec spec, long timestamp)
    {
        var there = keys.FindOrAdd(hash, timestamp, (Spec: spec, Now: Clock.At(timestamp)), static with => LimitCell.Make(with.Spec, with.Now));
        if (ReferenceEquals(there.Spec, spec)) return there;
        var made = there.Follow(spec, Clock.At(timestamp));
        return keys.TryReplace(hash, there, made) ? made : keys.Find(hash, timestamp) ?? made;
    }

    /// <summary>What the numbers are made from.</summary>
    private sealed record Basis(LimitModel Model, double Share, LimitNumbers Numbers);
}
