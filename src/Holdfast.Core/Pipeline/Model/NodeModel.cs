using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Pipeline.Model;

/// <summary>A node as one revision has it, bound to its live state.</summary>
public sealed class NodeModel(NodePlan plan, int index, NodeState state)
{
    public NodePlan Plan { get; } = plan;

    /// <summary>Place among the nodes of its version.</summary>
    public int Index { get; } = index;

    public NodeState State { get; } = state;

    /// <summary><c>http://host:port</c>, without a slash at the end.</summary>
    public string Address => State.Address;

    /// <summary>What a host has made ready for this node, e.g. a connection pool. Set once, when the model is bound.</summary>
    public object? Host { get; set; }
}
