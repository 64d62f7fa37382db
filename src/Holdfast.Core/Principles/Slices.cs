using Holdfast.Core.Principles.Async;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Principles.Balancing.HotKeys;
using Holdfast.Core.Principles.Breakers;
using Holdfast.Core.Principles.Degradation;
using Holdfast.Core.Principles.Degradation.Levels;
using Holdfast.Core.Principles.Dependencies;
using Holdfast.Core.Principles.Failover;
using Holdfast.Core.Principles.Isolation;
using Holdfast.Core.Principles.Isolation.Cells;
using Holdfast.Core.Principles.Limits;
using Holdfast.Core.Principles.Limits.Overload;
using Holdfast.Core.Principles.Limits.Protection;

namespace Holdfast.Core.Principles;

/// <summary>The principles at work: a written list, in the order of their numbers. Nothing is found by scanning.</summary>
public static class Slices
{
    public static IReadOnlyList<ISlice> All { get; } =
    [
        new DependenciesSlice(), new FailoverSlice(), new BalancingSlice(), new HotKeysSlice(),
        new IsolationSlice(), new CellsSlice(), new LimitsSlice(), new OverloadSlice(), new ProtectionSlice(), new BreakersSlice(), new AsyncSlice(), new DegradationSlice(), new LevelsSlice(),
    ];
}
