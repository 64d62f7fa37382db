using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>Lets breakers know of the revision that is live: what they gather evidence by may have changed, their phase has not.</summary>
public sealed class BreakerAgent(AgentContext context) : IAgent
{
    public void Apply(PlanModel plan)
    {
        var now = context.Time.GetTimestamp();
        foreach (var (version, _, seat) in BreakersSlice.Seats(plan)) seat.Set.Follow(seat.Site, now);
        foreach (var version in plan.Versions) BreakerBoard.Of(version.State).KeepOnly(plan.Interfaces);
    }

    public ValueTask DisposeAsync() => default;
}
