using Holdfast.Control.Store;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>The plan that is carried out, and what is known of it.</summary>
/// <param name="Text">Null: it was never written (<c>up --to</c>), and is not kept.</param>
/// <param name="Number">Of the revision.</param>
/// <param name="IsRecorded">Whether the store has it.</param>
/// <param name="Note">What an operator must know of it, in one line; empty: nothing.</param>
public sealed record LivePlan(HoldfastPlan Plan, string Digest, PlanText? Text, int Number, bool IsRecorded, string Note = "")
{
    /// <summary>Digest of what the plan's file said when it was last taken, or started beside; empty: there is no file.</summary>
    public string OfFile { get; init; } = "";

    /// <summary>It was chosen at start, when the store could not be asked: what the store says later is heard.</summary>
    public bool IsGuess { get; init; }
}
