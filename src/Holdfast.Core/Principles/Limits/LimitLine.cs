using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits;

/// <summary>The limits of one place on the way of a call. All of them let it pass, or none has counted it.</summary>
internal sealed class LimitLine
{
    private readonly LimitSeat[] _seats;
    private readonly LimitQueue? _queue;
    private readonly bool _tells;

    /// <param name="seats">In the order of the plan; one of them may make calls wait.</param>
    public LimitLine(IReadOnlyList<LimitSeat> seats)
    {
        Seats = seats;
        _seats = [.. seats.Where(static seat => seat.Model.Kind != LimitKind.Pace)];
        _queue = seats.FirstOrDefault(static seat => seat.Model.Kind == LimitKind.Pace) is { } pace ? new LimitQueue(pace) : null;
        _tells = seats.Any(static seat => seat.Model.Plan.Headers);
    }

    public IReadOnlyList<LimitSeat> Seats { get; }

    /// <returns>False: one of them does not let it pass now, or has something to say to it. Nothing is counted then.</returns>
    public bool TryEnter(Call call)
    {
        if (_queue is not null || _tells) return false;
        var timestamp = call.Now;
        // The most frequent line by far: nothing has to be kept for what others say.
        if (_seats.Length == 1) return TryEnterOne(call, timestamp);
        LimitTakings takings = default;
        for (var i = 0; i < _seats.Length; i++)
        {
            takings[i] = _seats[i].Take(call, timestamp);
            if (!takings[i].IsRefused) continue;
            GiveBack(ref takings, i, timestamp);
            return false;
        }

        Pass(call, ref takings, timestamp);
        return true;
    }

    /// <param name="mayWait">Whether the call may be queued.</param>
    public ValueTask<Verdict> EnterAsync(Call call, bool mayWait)
    {
        var timestamp = call.Now;
        LimitTakings takings = default;
        for (var i = 0; i < _seats.Length; i++)
        {
            takings[i] = _seats[i].Take(call, timestamp);
            if (takings[i].IsRefused) return RefuseAsync(call, ref takings, i, timestamp);
        }

        // The wait is the last: what waits has passed everything else.
        if (_queue is not null && _queue.Holds(call)) return QueueAsync(call, takings, timestamp, mayWait);
        Pass(call, ref takings, timestamp);
        return new(Verdict.Pass);
    }

    /// <summary>What a call that passed did not use after all, as far as it is plain that it was counted.</summary>
    /// <param name="countedAt">Timestamp: what another window counts by now is not its to give back.</param>
    public void GiveBack(Call call, long countedAt)
    {
        foreach (var seat in _seats) seat.GiveBack(call, countedAt);
    }

    private bool TryEnterOne(Call call, long timestamp)
    {
        var taking = _seats[0].Take(call, timestamp);
        if (taking.IsRefused) return false;
        _seats[0].Passed(call, taking, timestamp);
        return true;
    }

    private ValueTask<Verdict> QueueAsync(Call call, LimitTakings takings, long timestamp, bool mayWait)
    {
        if (_queue!.TryPass(call, timestamp, mayWait, out var turn, out var refused))
        {
            if (turn.Wait > 0) return WaitAsync(call, turn, takings, timestamp);
            Pass(call, ref takings, timestamp);
            return new(Verdict.Pass);
        }

        GiveBack(ref takings, _seats.Length, timestamp);
        return new(refused);
    }

    private async ValueTask<Verdict> WaitAsync(Call call, LimitTurn turn, LimitTakings takings, long timestamp)
    {
        if (await _queue!.WaitAsync(call, turn))
        {
            Pass(call, ref takings, call.Time.GetTimestamp());
            return Verdict.Pass;
        }

        GiveBack(ref takings, _seats.Length, timestamp);
        var waited = call.Time.GetElapsedTime(timestamp).TotalMilliseconds;
        return new Verdict(_queue.Left, Measured: new Measure("wait_ms", waited, _queue.Milliseconds(turn)));
    }

    private void Pass(Call call, ref LimitTakings takings, long timestamp)
    {
        for (var i = 0; i < _seats.Length; i++) _seats[i].Passed(call, takings[i], timestamp);
        if (_tells) Write(call, ref takings, timestamp);
    }

    /// <summary>The strictest answers: whoever waits for the first only to be refused by the second has waited in vain.</summary>
    private ValueTask<Verdict> RefuseAsync(Call call, ref LimitTakings takings, int by, long timestamp)
    {
        GiveBack(ref takings, by, timestamp);
        var strictest = by;
        for (var i = by + 1; i < _seats.Length; i++)
        {
            takings[i] = _seats[i].Peek(call, timestamp);
            if (takings[i].IsRefused && _seats[i].WaitOf(takings[i]) > _seats[strictest].WaitOf(takings[strictest])) strictest = i;
        }

        if (_tells) Write(call, ref takings, timestamp);
        return new(_seats[strictest].Refuse(call, takings[strictest], timestamp));
    }

    private void GiveBack(ref LimitTakings takings, int count, long timestamp)
    {
        for (var i = count - 1; i >= 0; i--) _seats[i].GiveBack(takings[i], timestamp);
    }

    private void Write(Call call, ref LimitTakings takings, long timestamp)
    {
        for (var i = 0; i < _seats.Length; i++) _seats[i].Write(call, takings[i], timestamp);
        _queue?.Write(call, timestamp);
    }
}
