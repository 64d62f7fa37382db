namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

/// <summary>Says when to look at what comes back while somebody finds no place. Costs one look where all find one.</summary>
internal sealed class PressWatch(long frequency)
{
    private const int LooksASecond = 10;

    private long _every = frequency / LooksASecond;
    private long _lookAt;
    private long _looked;
    private long _givenBack;
    private int _isHeldBack;

    /// <summary>Whether somebody found no place lately.</summary>
    public bool IsOn => Volatile.Read(ref _lookAt) != 0;

    /// <param name="usual">A look is no shorter than what is usual; in ticks of timestamps.</param>
    public void Follow(double usual) => Volatile.Write(ref _every, Math.Max(frequency / LooksASecond, (long)usual));

    /// <summary>Somebody found no place.</summary>
    /// <param name="givenBack">Places given back since the beginning.</param>
    public void HeldBack(long givenBack, long now)
    {
        if (_isHeldBack == 0) Volatile.Write(ref _isHeldBack, 1);
        if (!IsOn) Begin(givenBack, now);
    }

    public bool IsDue(long now) => Volatile.Read(ref _lookAt) is not 0 and var at && now >= at;

    /// <summary>By one thread at a time, when it is due.</summary>
    /// <param name="pace">Places given back, a tick of timestamps.</param>
    /// <returns>Whether somebody found no place meanwhile; if nobody did, it is off.</returns>
    public bool Look(long givenBack, long now, out double pace)
    {
        pace = (double)(givenBack - _givenBack) / Math.Max(1, now - _looked);
        var isHeldBack = Interlocked.Exchange(ref _isHeldBack, 0) != 0;
        (_looked, _givenBack) = (now, givenBack);
        Volatile.Write(ref _lookAt, isHeldBack ? now + Volatile.Read(ref _every) : 0);
        return isHeldBack;
    }

    private void Begin(long givenBack, long now)
    {
        if (Interlocked.CompareExchange(ref _lookAt, now + Volatile.Read(ref _every), 0) != 0) return;
        (_looked, _givenBack) = (now, givenBack);
    }
}
