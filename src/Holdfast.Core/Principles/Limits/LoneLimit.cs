using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Limits.Cells;
using Holdfast.Core.Principles.Limits.Tokens;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles.Limits;

/// <summary>One limit by itself, for hosts that have a pipeline of their own. It counts as the same entry of a plan does.</summary>
public sealed class LoneLimit : IDisposable
{
    private readonly LimitSet _set;
    private readonly LimitModel _model;
    private readonly TimeProvider _time;

    /// <param name="plan">With <c>per</c>, calls are told apart by a key that the host has at hand, whatever part of a request it is.</param>
    public LoneLimit(LimitPlan plan, TimeProvider time, ITokenSource? tokens = null)
    {
        _time = time;
        _model = new LimitModel(plan, "limit", Position.Limits, watch: null);
        _set = new LimitSet("limit", "", tokens ?? LocalTokens.Instance, new CompileContext(new RuntimeState(time), new SignalLog(time), new SplitMixRandom(0), ""));
        _set.Follow(_model);
    }

    public LimitPlan Plan => _model.Plan;

    /// <summary>Whether calls are told apart.</summary>
    public bool HasKeys => _model.Reader is not null;

    public LimitCounts Counts => _set.Tallies.Read();

    /// <summary>Calls that wait for their turn.</summary>
    public int Waiting => _set.Waiting;

    /// <summary>Calls that may pass at once when nothing was taken.</summary>
    public int Quota => _set.Find(_model, timestamp: _time.GetTimestamp())?.Spec.Quota ?? int.MaxValue;

    /// <param name="key">Of the caller; of no meaning where calls are not told apart.</param>
    /// <param name="calls">How many are to pass together; 0 asks whether one would.</param>
    /// <param name="wait">Where they must not: for how long, at least; zero where nobody can say.</param>
    public bool TryTake(string key, int calls, out TimeSpan wait, out LimitTicket ticket)
    {
        (wait, ticket) = (TimeSpan.Zero, default);
        var timestamp = _time.GetTimestamp();
        if (Find(key, timestamp) is not { } cell) return true;
        var now = _set.Clock.At(timestamp);
        if (calls == 0) return cell.Left(now) >= 1;
        for (var taken = 0; taken < calls; taken++)
        {
            if (cell.TryTake(now, out var units)) continue;
            wait = _set.Clock.Time(units);
            while (--taken >= 0) cell.GiveBack(now);
            _set.Tallies.Refused(_model.Plan.Observe);
            return _model.Plan.Observe;
        }

        _set.Tallies.Allowed();
        ticket = new LimitTicket(cell as ConcurrencyCell, calls);
        return true;
    }

    /// <summary>Where calls are paced: lets one pass now, or after its turn has come.</summary>
    /// <returns>False: its turn was too far, as many wait as may, or it was given up.</returns>
    /// <exception cref="InvalidOperationException">It limits calls at once: those need the ticket of <see cref="TryTake"/>.</exception>
    public async ValueTask<bool> WaitAsync(string key, CancellationToken cancellation)
    {
        if (_model.Kind == LimitKind.Concurrency) throw new InvalidOperationException("A limit of calls at once has to be told when a call ends: ask TryTake, and hand in its ticket.");
        var timestamp = _time.GetTimestamp();
        if (Find(key, timestamp) is not BucketCell cell || _model.Kind != LimitKind.Pace) return TryTake(key, 1, out _, out _);
        var isQueued = _set.TryQueue(_model.Plan.Queue ?? 0);
        if (!cell.TryReserve(_set.Clock.At(timestamp), isQueued ? cell.Spec.Longest : 0, out var wait, out var place))
        {
            if (isQueued) _set.Dequeue();
            _set.Tallies.Refused(observed: false);
            return false;
        }

        try
        {
            if (wait > 0) await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(_set.Clock.Time(wait).TotalMilliseconds)), _time, cancellation);
        }
        catch (OperationCanceledException)
        {
            cell.GiveUp(place);
            return false;
        }
        finally
        {
            if (isQueued) _set.Dequeue();
        }

        _set.Tallies.Allowed();
        return true;
    }

    /// <summary>Calls that would pass now.</summary>
    public long Left(string key)
    {
        var timestamp = _time.GetTimestamp();
        return Find(key, timestamp) is { } cell ? (long)Math.Max(0, cell.Left(_set.Clock.At(timestamp))) : long.MaxValue;
    }

    public void Dispose() => _set.Dispose();

    private LimitCell? Find(string key, long timestamp) => _model.Reader is { } reader && reader.TryHashText(key, HashSeed.Secret, out var hash)
        ? _set.Find(_model, hash, timestamp)
        : _set.Find(_model, timestamp);
}
