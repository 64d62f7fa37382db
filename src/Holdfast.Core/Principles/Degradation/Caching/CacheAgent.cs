using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Gives caches the room that the live revision allows; none, where it asks for no cache.</summary>
internal sealed class CacheAgent : IAgent
{
    public void Apply(PlanModel plan)
    {
        foreach (var target in plan.Interfaces.Values)
        {
            var cache = target.Plan.Sections.Get(CachePlan.Field);
            // Where there never was one, none is made.
            if (cache is not null || target.State.Has<CacheState>())
                CacheState.Of(target.State).Store.Bound(cache?.EntriesMax ?? 0, cache?.BytesMax ?? 0);
        }
    }

    public ValueTask DisposeAsync() => default;
}
