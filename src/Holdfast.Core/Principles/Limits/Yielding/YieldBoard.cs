using System.Collections.Concurrent;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Limits.Yielding;

/// <summary>The bounds by which an interface is busy to others.</summary>
internal sealed class YieldBoard
{
    private readonly ConcurrentDictionary<YieldBound, YieldWatch> _watches = new();

    public static YieldWatch Watch(InterfaceState target, YieldBound bound) => target.Own(static () => new YieldBoard())
        ._watches.GetOrAdd(bound, static (bound, target) => new YieldWatch(target, bound), target);

    public static void KeepOnly(InterfaceState target, IReadOnlySet<YieldWatch> live)
    {
        var watches = target.Own(static () => new YieldBoard())._watches;
        foreach (var (bound, watch) in watches)
            if (!live.Contains(watch)) watches.TryRemove(bound, out _);
    }
}
