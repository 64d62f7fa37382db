using System.Collections.Concurrent;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>The breakers of a version: one for all interfaces, or one for each edge to it.</summary>
internal sealed class BreakerBoard
{
    private readonly ConcurrentDictionary<string, BreakerSet> _edges = new(StringComparer.Ordinal);

    /// <summary>Of all interfaces.</summary>
    public BreakerSet All { get; } = new();

    public static BreakerBoard Of(VersionState version) => version.Own(static () => new BreakerBoard());

    /// <param name="name">Of the interface.</param>
    public BreakerSet Edge(string name) => _edges.GetOrAdd(name, static _ => new BreakerSet());

    /// <summary>Forgets the edges of interfaces that are gone.</summary>
    public void KeepOnly(IReadOnlyDictionary<string, Pipeline.Model.InterfaceModel> interfaces)
    {
        foreach (var name in _edges.Keys)
            if (!interfaces.ContainsKey(name)) _edges.TryRemove(name, out _);
    }
}
