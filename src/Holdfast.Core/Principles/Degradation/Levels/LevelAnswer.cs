using Holdfast.Core.Principles.Degradation.Substitutes;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary><c>answer</c> of a step: nothing, what is kept, or always the same.</summary>
/// <param name="Fixed">Of a fixed answer; null: <c>off</c> or <c>stale</c>.</param>
public sealed record LevelAnswer(bool IsStale, StaticAnswerPlan? Fixed)
{
    public static LevelAnswer Off { get; } = new(IsStale: false, Fixed: null);

    public static LevelAnswer Stale { get; } = new(IsStale: true, Fixed: null);
}
