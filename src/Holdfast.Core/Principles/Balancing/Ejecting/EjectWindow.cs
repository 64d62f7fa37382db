namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>The last readings of a node's counters, one a sweep. Used by the sweep alone.</summary>
/// <remarks>Counters only grow, so the evidence of any span is the difference of two readings, and nothing is ever reset.</remarks>
public sealed class EjectWindow
{
    /// <summary>Sweeps that are looked back on: ten seconds.</summary>
    public const int SweepsMax = 40;

    private readonly EjectCounts[] _readings = new EjectCounts[SweepsMax + 1];
    private int _newest;
    private int _kept;

    public EjectCounts Newest => _readings[_newest];

    /// <summary>Whether nothing has changed over the whole window.</summary>
    public bool IsIdle { get; private set; } = true;

    public void Add(in EjectCounts reading)
    {
        _newest = (_newest + 1) % _readings.Length;
        _readings[_newest] = reading;
        _kept = Math.Min(_kept + 1, _readings.Length);
        IsIdle = Over(SweepsMax) == default;
    }

    /// <summary>Forgets everything: from here on only what comes after <paramref name="reading"/> counts.</summary>
    public void Restart(in EjectCounts reading)
    {
        _kept = 0;
        Add(reading);
    }

    /// <summary>What happened over the last sweeps, or since the window began where that is less.</summary>
    public EjectCounts Over(int sweeps)
    {
        var back = Math.Min(sweeps, _kept - 1);
        return back <= 0 ? default : Newest.Since(_readings[(_newest - back + _readings.Length) % _readings.Length]);
    }
}
