using System.Collections.Immutable;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>The times of a degradation plan in ticks of timestamps.</summary>
/// <param name="Expires">How long it holds where nobody says otherwise.</param>
/// <param name="RampTime">In what time users come back.</param>
/// <param name="Calm">For how long it must have been calm before a condition leaves it.</param>
/// <param name="Triggers">Of the entries of <c>enter</c>: to which level, and for how long a condition must have held; 0 of a schedule.</param>
internal sealed record LevelSpec(long Expires, long RampTime, long Calm, ImmutableArray<(int Level, long For)> Triggers)
{
    /// <summary>How long after the level above it each lower one comes back.</summary>
    public long StepDown { get; init; }

    /// <summary>From leaving a level until nothing is left.</summary>
    public long FadeTime(int level) => RampTime + (Math.Max(0, level - 1) * StepDown);

    public static LevelSpec Of(LevelsPlan plan, long frequency)
    {
        return new(Ticks(plan.Expires), Ticks(plan.RampTime), Ticks(plan.Leave.For), [.. plan.Enter.Select(one => (one.Level, one.When is null ? 0 : Ticks(one.For)))]) { StepDown = Ticks(plan.StepDown) };

        long Ticks(TimeSpan time) => (long)(time.TotalSeconds * frequency);
    }
}
