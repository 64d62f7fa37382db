using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Signals;

namespace Holdfast.Core.Principles;

/// <summary>What a slice may look at when it is asked about the present.</summary>
public sealed record SliceContext(PlanModel Plan, RuntimeState State, SignalLog Signals);
