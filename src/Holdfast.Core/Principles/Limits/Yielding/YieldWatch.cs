using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Limits.Yielding;

/// <summary>How busy an interface is to which others give way, across revisions. Looked at by one thread, read by all.</summary>
internal sealed class YieldWatch(InterfaceState target, YieldBound bound)
{
    /// <summary>Looks a second.</summary>
    public const int LooksPerSecond = 10;

    private readonly (long Calls, long At)[] _looks = new (long Calls, long At)[LooksPerSecond];
    private YieldMachine _machine;
    private double _value;
    private int _next;
    private bool _isBusy;

    public InterfaceState Target => target;

    public YieldBound Bound => bound;

    public bool IsBusy => Volatile.Read(ref _isBusy);

    /// <summary>Calls that came in the last second, a second; or those on their way.</summary>
    public double Value => Volatile.Read(ref _value);

    /// <returns>Whether it has become busy, or idle.</returns>
    public bool Look(long now, long frequency)
    {
        Volatile.Write(ref _value, bound.Rate is null ? target.InFlight : Rate(now, frequency));
        _machine = _machine.Next(_value > bound.Value, now, frequency);
        if (_machine.IsBusy == _isBusy) return false;
        Volatile.Write(ref _isBusy, _machine.IsBusy);
        return true;
    }

    /// <summary>What has come is what has ended and what is on its way: a service that hangs hides nothing.</summary>
    private double Rate(long now, long frequency)
    {
        var calls = target.Meter.Ended + target.InFlight;
        var (before, at) = _looks[_next];
        _looks[_next] = (calls, now);
        _next = (_next + 1) % LooksPerSecond;
        return at == 0 || now <= at ? 0 : Math.Max(0, calls - before) * (double)frequency / (now - at);
    }
}
