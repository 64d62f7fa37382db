using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>The counts of an interface across revisions: kept while they count the same keys over the same window.</summary>
internal sealed class HotKeysBoard
{
    /// <summary>A plan that is compiled need not go live: the one that is live keeps its counts meanwhile.</summary>
    private const int KeptMax = 3;

    private readonly Lock _gate = new();
    private readonly List<(KeyPlan Key, TimeSpan Window, HotKeysState State)> _kept = [];

    public static HotKeysBoard Of(InterfaceState state) => state.Own(static () => new HotKeysBoard());

    /// <summary>When a plan is compiled.</summary>
    public HotKeysState For(HotWatch watch)
    {
        var (key, window) = (watch.Plan.Key, watch.Plan.Window);
        lock (_gate)
        {
            var known = _kept.FindIndex(kept => kept.Key.Equals(key) && kept.Window == window);
            var state = known >= 0 ? _kept[known].State : Make(watch);
            if (known >= 0) _kept.RemoveAt(known);
            else if (_kept.Count == KeptMax) _kept.RemoveAt(0);
            _kept.Add((key, window, state));
            return state;
        }
    }

    private static HotKeysState Make(HotWatch watch) => new(
        (long)(watch.Plan.Window.TotalSeconds * watch.Frequency), watch.Context.Random, watch.Context.Time.GetTimestamp());
}
