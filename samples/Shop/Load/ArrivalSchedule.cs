namespace Shop.Load;

/// <summary>
/// When customers come: independently of each other, so that the gaps between them are exponential (Poisson), and of
/// how the shop is doing, as customers are. Not for more than one thread.
/// </summary>
public sealed class ArrivalSchedule
{
    private const double RampFrom = 0.1;

    private readonly Random _random;
    private readonly CallMix _mix;
    private readonly LoadOptions _options;
    private TimeSpan _at;

    /// <exception cref="ArgumentOutOfRangeException">The rate is not above zero.</exception>
    public ArrivalSchedule(LoadOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.RatePerSecond);
        _options = options;
        _random = new Random(options.Seed);
        _mix = new CallMix(_random, options.Seed);
    }

    public Arrival Next()
    {
        _at += TimeSpan.FromSeconds(-Math.Log(1 - _random.NextDouble()) / RatePerSecond);
        return new Arrival(_at, _mix.Next());
    }

    private double RatePerSecond => _at < _options.RampUp
        ? _options.RatePerSecond * (RampFrom + (1 - RampFrom) * (_at / _options.RampUp))
        : _options.RatePerSecond;
}
