using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Some of the other nodes of a version, spread over it: neighbours in the plan are often neighbours in a rack.</summary>
internal readonly struct OtherNodes
{
    private const int Most = 16;

    private readonly VersionModel _version;
    private readonly int _first;
    private readonly int _step;

    public OtherNodes(VersionModel version, NodeModel node)
    {
        var others = version.Nodes.Count - 1;
        (_version, _first, _step, Count) = (version, node.Index + 1, Math.Max(1, others / Most), Math.Min(others, Most));
    }

    public int Count { get; }

    public NodeState this[int index] => _version.Nodes[(_first + (index * _step)) % _version.Nodes.Count].State;
}
