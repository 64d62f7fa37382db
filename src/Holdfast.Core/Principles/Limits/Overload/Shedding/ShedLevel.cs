using Holdfast.Core.Evidence;

namespace Holdfast.Core.Principles.Limits.Overload.Shedding;

/// <summary>Refuses the least important while more comes than can be served. Costs one look where that is not so.</summary>
internal sealed class ShedLevel(IRandomSource random, long frequency)
{
    private const int LooksASecond = 10;

    private readonly int[] _arrivals = new int[ShedRank.Count];
    private readonly int[] _taken = new int[ShedRank.Count];
    private readonly long _every = frequency / LooksASecond;
    private ShedMachine? _machine;
    private long _lookAt;
    private long _looked;
    private long _served;
    private int _full;

    /// <summary>Null: all pass.</summary>
    public ShedMachine? Machine => Volatile.Read(ref _machine);

    public bool IsOn => Machine is not null;

    /// <summary>More came through than could be served.</summary>
    /// <param name="served">Calls served since the beginning.</param>
    /// <returns>Whether it begins with this.</returns>
    public bool Overrun(long served, long now)
    {
        if (_full == 0) Volatile.Write(ref _full, 1);
        if (IsOn || Interlocked.CompareExchange(ref _machine, ShedMachine.Open, null) is not null) return false;
        Volatile.Write(ref _served, served);
        Volatile.Write(ref _looked, now);
        Volatile.Write(ref _lookAt, now + _every);
        return true;
    }

    /// <summary>Counts a call, and says whether it passes.</summary>
    public bool Passes(int place)
    {
        if (Machine is not { } machine) return true;
        Interlocked.Increment(ref _arrivals[place]);
        var rank = ShedRank.Of(place, machine.Turned);
        var whole = (int)machine.Cut;
        return rank < whole || (rank == whole && random.NextDouble() < machine.Cut - whole);
    }

    /// <summary>Moves on where it is time to.</summary>
    /// <param name="isHeldBack">Whether the service is asked for less than it can do.</param>
    /// <returns>Whether it is over with this.</returns>
    public bool Look(long served, bool isHeldBack, ShedTurns turns, long now)
    {
        if (Machine is not { } machine) return false;
        var at = Volatile.Read(ref _lookAt);
        if (now < at || Interlocked.CompareExchange(ref _lookAt, now + _every, at) != at) return false;
        return Move(machine, served, isHeldBack, null, turns, now);
    }

    /// <summary>The same where somebody else knows how much may pass. By one thread, as often as it likes.</summary>
    /// <param name="rate">Calls a second that may pass.</param>
    /// <param name="isFull">Whether that is less than would come.</param>
    /// <returns>Whether it is over with this.</returns>
    public bool Hold(double rate, bool isFull, ShedTurns turns, long now)
    {
        if (Machine is not { } machine) return false;
        if (isFull) Volatile.Write(ref _full, 1);
        return Move(machine, _served, isHeldBack: false, rate, turns, now);
    }

    /// <summary>Nobody is held back any more.</summary>
    public void End() => Volatile.Write(ref _machine, null);

    private bool Move(ShedMachine machine, long served, bool isHeldBack, double? rate, ShedTurns turns, long now)
    {
        for (var i = 0; i < _arrivals.Length; i++) _taken[i] = Interlocked.Exchange(ref _arrivals[i], 0);
        var next = machine.Next(new ShedReading(
            _taken, served - _served, Interlocked.Exchange(ref _full, 0) != 0, (double)(now - _looked) / frequency, isHeldBack, rate, turns.Turned));
        (_served, _looked) = (served, now);
        Volatile.Write(ref _machine, next.IsOver ? null : next);
        return next.IsOver;
    }
}
