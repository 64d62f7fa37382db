using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Queue;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Pipeline.Compiling;

/// <summary>What a slice may use when it compiles its part of a plan.</summary>
/// <param name="Zone">The zone this process runs in; empty: none.</param>
public sealed record CompileContext(RuntimeState State, SignalLog Signals, IRandomSource Random, string Zone)
{
    public TimeProvider Time => State.Time;

    /// <summary>Where calls are accepted for later; null: the host has no such place.</summary>
    public OperationDesk? Operations { get; init; }

    /// <summary>The whole of the plan that is compiled; null outside of compiling.</summary>
    public HoldfastPlan? Plan { get; init; }
}
