namespace Holdfast.Core.Principles.Limits.Yielding;

/// <summary>Whether an interface is so busy that others give way to it. Pure.</summary>
/// <param name="IsBusy">Whether it is.</param>
/// <param name="Since">While it is: since when it would no longer be; <see cref="long.MaxValue"/>: it would.</param>
public readonly record struct YieldMachine(bool IsBusy, long Since = long.MaxValue)
{
    /// <summary>Busy at once; no longer when it was not for a whole while, so that the others do not come and go.</summary>
    /// <param name="now">In any unit.</param>
    /// <param name="calm">How long that is, in the same.</param>
    public YieldMachine Next(bool isAbove, long now, long calm)
    {
        if (isAbove) return new YieldMachine(true);
        if (!IsBusy) return this;
        var since = Math.Min(Since, now);
        return now - since >= calm ? default : new YieldMachine(true, since);
    }
}
