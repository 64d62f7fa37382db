using System.Collections.Concurrent;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Limits;

/// <summary>The limits of an interface, a service or a node, by what makes each the same under another revision.</summary>
internal sealed class LimitBoard
{
    private readonly ConcurrentDictionary<string, LimitSet> _sets = new(StringComparer.Ordinal);

    public static LimitBoard Of(OwnedState owner) => owner.Own(static () => new LimitBoard());

    public LimitSet Set(string identity, Func<LimitSet> make) => _sets.GetOrAdd(identity, static (_, make) => make(), make);

    public int Count => _sets.Count;

    /// <summary>
    /// Forgets what the live revision has no longer. What never was live is prepared for the next one, or for one that was
    /// never published: it is let be once.
    /// </summary>
    public void KeepOnly(IReadOnlySet<LimitSet> live)
    {
        foreach (var (identity, set) in _sets)
        {
            if (live.Contains(set) || (!set.WasLive && !set.PassOver()) || !_sets.TryRemove(identity, out _)) continue;
            // Those that were live are let go by whoever knows that no place has them any more.
            if (!set.WasLive) set.Dispose();
        }
    }
}
