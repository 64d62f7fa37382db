namespace Holdfast.Core.Principles.Limits.Overload.Concurrency;

/// <summary>What an interface usually takes where nothing waits. Pure.</summary>
/// <remarks>Learned from the means of whole cohorts: a single quick answer is luck, and no minimum is kept.</remarks>
/// <param name="Ticks">Of timestamps; 0: not known.</param>
public readonly record struct LatencyBase(double Ticks)
{
    /// <summary>What takes longer than so many times the usual counts as taking so long: one call that hangs is not a queue.</summary>
    public const int ClipMax = 10;

    /// <summary>By how much one lesson may raise it.</summary>
    public const double RiseMax = 20;

    private const double ClearlyQuicker = 0.7;
    private const double FallWeight = 0.3;
    private const double FollowWeight = 0.1;
    private const int SamplesHalf = 20;
    private const int SamplesMin = 5;

    public bool IsKnown => Ticks > 0;

    public LatencyBase Learn(double mean, long samples, BaseLesson lesson)
    {
        if (samples == 0 || lesson == BaseLesson.None) return this;
        if (!IsKnown) return samples >= SamplesMin ? new(mean) : this;
        // A look has waited for as many as it needs.
        var trust = lesson == BaseLesson.Take ? 1 : (double)samples / (samples + SamplesHalf);
        var quicker = mean < Ticks * ClearlyQuicker;
        var weight = lesson switch
        {
            BaseLesson.Take => 1,
            BaseLesson.Follow => quicker ? FallWeight : FollowWeight,
            _ => quicker ? FallWeight : 0,
        };
        return new(Math.Min(Ticks + (weight * trust * (mean - Ticks)), Ticks * RiseMax));
    }
}
