using System.Collections.Concurrent;
using Holdfast.Core.Evidence;

namespace Holdfast.Core.Pipeline.State;

/// <summary>All that lives longer than a revision, by name. What the newest revision no longer names is forgotten.</summary>
public sealed class RuntimeState(TimeProvider time) : OwnedState
{
    private readonly ConcurrentDictionary<string, InterfaceState> _interfaces = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ServiceState> _services = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Service, string Version), VersionState> _versions = new();
    private readonly ConcurrentDictionary<(VersionState Version, string Address), NodeState> _nodes = new();

    public TimeProvider Time { get; } = time;

    /// <summary>Requests that matched no interface.</summary>
    public CallMeter Unmatched { get; } = new();

    public InterfaceState Interface(string name) => _interfaces.GetOrAdd(name, static n => new InterfaceState(n));

    public ServiceState Service(string name) => _services.GetOrAdd(name, static n => new ServiceState(n));

    public VersionState Version(string service, string version) =>
        _versions.GetOrAdd((service, version), static key => new VersionState(key.Service, key.Version));

    public NodeState Node(VersionState version, string address)
    {
        var node = _nodes.GetOrAdd((version, address), static (key, time) => new NodeState(key.Version, key.Address, time), Time);
        version.Adopt(node);
        return node;
    }

    /// <summary>Forgets what is not in the sets.</summary>
    internal void KeepOnly(IReadOnlySet<InterfaceState> interfaces, IReadOnlySet<VersionState> versions, IReadOnlySet<NodeState> nodes)
    {
        foreach (var (key, state) in _interfaces) if (!interfaces.Contains(state)) _interfaces.TryRemove(key, out _);
        var services = versions.Select(static version => version.Service).ToHashSet(StringComparer.Ordinal);
        foreach (var name in _services.Keys) if (!services.Contains(name)) _services.TryRemove(name, out _);
        foreach (var (key, state) in _versions) if (!versions.Contains(state)) _versions.TryRemove(key, out _);
        foreach (var (key, state) in _nodes)
            if (!nodes.Contains(state) && _nodes.TryRemove(key, out _)) state.Version.Retire(state);
    }
}
