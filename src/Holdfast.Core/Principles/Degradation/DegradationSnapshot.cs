using Holdfast.Core.Principles.Degradation.Caching;
using Holdfast.Core.Principles.Degradation.Substitutes;
using Holdfast.Core.Principles.Degradation.Switches;

namespace Holdfast.Core.Principles.Degradation;

/// <summary>What stands in for the service of each interface, and how often it did.</summary>
internal static class DegradationSnapshot
{
    public static Snapshot Take(string slice, SliceContext context) => new(slice,
    [
        new SnapshotTable("substitutes", ["interface", "otherwise", "answers", "services", "skips", "stale"],
        [
            .. context.Plan.Interfaces.Values.Select(static target =>
            {
                var state = SubstituteCompiler.State(target.State);
                return (IReadOnlyList<object?>)
                [
                    target.Name, target.Plan.Sections.Get(SubstitutePlan.Field).Count,
                    state.Count(SubstituteKind.Answer), state.Count(SubstituteKind.Service), state.Count(SubstituteKind.Skip),
                    state.Count(SubstituteKind.Stale),
                ];
            }),
        ]),
        SwitchSnapshot.Take(context),
        CacheSnapshot.Take(context),
    ]);
}
