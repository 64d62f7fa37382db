using Holdfast.Control.Store;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>The plan that is carried out, and what is known of it.</summary>
/// <param name="Text">Null: it was never written (<c>up --to</c>), and is not kept.</param>
/// <param name="Number">Of the revision.</param>
/// <param name="IsRecorded">Whether the store has it.</param>
/// <param name="Note">What an operator must know of it, in one line; empty: nothing.</param>
public sealed record LivePlan(HoldfastPlan Plan, string Digest, PlanText? Text, int Number, bool IsRecorded, string Note = "");
