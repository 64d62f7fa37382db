namespace Holdfast.Core.Principles.Isolation;

/// <summary>A pool that the live plan asks for, and what it isolates. What does not apply is empty.</summary>
/// <param name="Kind">In a word: <c>interface</c>, <c>version</c>, <c>node</c>, <c>connections</c>, <c>node-connections</c>.</param>
/// <param name="Places">With an interface: the set it belongs to, and its keys.</param>
/// <param name="Partitions">By slot; the first of calls without one. Empty: it has none.</param>
internal sealed record PoolSite(
    string Kind, string Interface, string Service, string Version, string Node, CallPool Pool, PoolPlaces? Places, IReadOnlyList<string> Partitions);
