namespace Holdfast.Control.Plans;

/// <summary>How a plan goes live.</summary>
/// <param name="Stage">A share of the requests tries it first; null: it goes live at once.</param>
public sealed record PlanLane(StageWish? Stage)
{
    public static PlanLane AtOnce { get; } = new(Stage: null);
}
