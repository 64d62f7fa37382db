namespace Holdfast.Control.Plans;

/// <summary>How a plan goes live.</summary>
/// <param name="Stage">A share of the requests tries it first; null: it goes live at once.</param>
/// <param name="Bake">How long it is watched after it went live at once; null: it is not.</param>
public sealed record PlanLane(StageWish? Stage, TimeSpan? Bake = null)
{
    public static PlanLane AtOnce { get; } = new(Stage: null);

    /// <summary>What people get who do not say.</summary>
    public static PlanLane Default { get; } = new(Stage: null, StageWish.BakeDefault);
}
