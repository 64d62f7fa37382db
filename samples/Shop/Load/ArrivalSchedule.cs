namespace Shop.Load;

/// <summary>
/// When customers come: independently of each other, so that the gaps between them are exponential (Poisson), and of
/// how the shop is doing, as customers are. Not for more than one thread.
/// </summary>
public sealed class ArrivalSchedule
{
    private readonly Random _random;
    private readonly CallMix _mix;
    private readonly double _ratePerSecond;
    private TimeSpan _at;

    /// <exception cref="ArgumentOutOfRangeException">The rate is not above zero.</exception>
    public ArrivalSchedule(double ratePerSecond, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ratePerSecond);
        _ratePerSecond = ratePerSecond;
        _random = new Random(seed);
        _mix = new CallMix(_random, seed);
    }

    public Arrival Next()
    {
        _at += TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) / _ratePerSecond);
        return new Arrival(_at, _mix.Next());
    }
}
