using System.Collections.Concurrent;

namespace Holdfast.Core.Principles.Failover.Resolving;

/// <summary>The names of one service, across every revision that names them.</summary>
public sealed class ResolveState
{
    private readonly ConcurrentDictionary<string, ResolvedName> _names = new(StringComparer.Ordinal);

    /// <summary>Null: it was never looked up.</summary>
    public ResolvedName? Find(NodeName name) => _names.GetValueOrDefault(name.Key);

    internal void Set(NodeName name, ResolvedName known) => _names[name.Key] = known;

    /// <summary>Forgets the names that the live plan does not have.</summary>
    internal void KeepOnly(IReadOnlySet<string> keys)
    {
        foreach (var key in _names.Keys)
            if (!keys.Contains(key)) _names.TryRemove(key, out _);
    }
}
