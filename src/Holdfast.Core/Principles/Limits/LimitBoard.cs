using System.Collections.Concurrent;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Limits;

/// <summary>The limits of an interface, a service or a node, by what makes each the same under another revision.</summary>
internal sealed class LimitBoard
{
    private readonly ConcurrentDictionary<string, LimitSet> _sets = new(StringComparer.Ordinal);

    public static LimitBoard Of(OwnedState owner) => owner.Own(static () => new LimitBoard());

    public LimitSet Set(string identity, Func<LimitSet> make) => _sets.GetOrAdd(identity, static (_, make) => make(), make);

    /// <summary>Forgets what the live revision has no longer; what is prepared for the next one stays.</summary>
    public void KeepOnly(IReadOnlySet<LimitSet> live)
    {
        foreach (var (identity, set) in _sets)
            if (set.WasLive && !live.Contains(set)) _sets.TryRemove(identity, out _);
    }
}
