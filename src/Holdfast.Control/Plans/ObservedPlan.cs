using System.Text;
using Holdfast.Control.Store;
using Holdfast.Core;
using Holdfast.Core.Discovery.Drafting;
using Holdfast.Core.Plan;

namespace Holdfast.Control.Plans;

/// <summary>A plan that was drafted from what was observed, read as one that somebody had written.</summary>
/// <param name="Draft">Its text, and how much of what was seen is in it.</param>
/// <param name="Text">The same, to be published.</param>
/// <param name="Plan">What it means.</param>
/// <param name="Calls">All that were seen.</param>
public sealed record ObservedPlan(PlanDraft Draft, PlanText Text, HoldfastPlan Plan, long Calls)
{
    /// <summary>As if it stood in a file of that name.</summary>
    public const string Path = "/holdfast.yaml";

    /// <param name="path">Of the file whose place it would take; null: there is none.</param>
    /// <returns>Null: nothing is observed.</returns>
    public static ObservedPlan? Of(HoldfastRuntime runtime, string? path = null)
    {
        if (runtime.Observed is not { } observed) return null;
        var seen = observed.Report(runtime.Recent);
        var draft = PlanDraft.Of(seen);
        var text = PlanText.Of(path ?? Path, Encoding.UTF8.GetBytes(draft.Text));
        var read = text.Read(static _ => null);
        // Its names and templates are made of what plans may have; it is a fault of ours where they are not.
        return new ObservedPlan(draft, text, read.Plan ?? throw new InvalidOperationException($"The draft is no plan: {read.Errors[0]}"), seen.Calls);
    }
}
