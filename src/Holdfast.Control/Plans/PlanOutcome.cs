namespace Holdfast.Control.Plans;

/// <summary>What became of a change that was not refused.</summary>
/// <param name="Changed">False: it was so already, or it waits for somebody.</param>
/// <param name="Number">The revision that is live.</param>
/// <param name="Text">For people.</param>
/// <param name="Changes">What differs from the plan before, a line each.</param>
public sealed record PlanOutcome(bool Changed, int Number, string Text, IReadOnlyList<string> Changes)
{
    /// <summary>The number under which it waits for a second owner; null: it does not wait.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public int? Proposal { get; init; }
}
