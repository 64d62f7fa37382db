using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.Compiling;

namespace Holdfast.Core.Principles.Limits.Overload;

/// <summary>Lets the protection of services know of the revision that is live: its bounds may have changed, what it has learned has not.</summary>
internal sealed class OverloadAgent : IAgent
{
    public void Apply(PlanModel plan)
    {
        foreach (var (_, gate) in OverloadSlice.Gates(plan))
        {
            gate.Follow();
            gate.State.Limit.KeepOnly(plan.Interfaces.ContainsKey);
        }
    }

    public ValueTask DisposeAsync() => default;
}
