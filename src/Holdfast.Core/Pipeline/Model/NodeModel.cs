using System.Net;
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

    /// <summary>What it is known by: <c>http://host:port</c>; with <c>@address</c> behind it for one address of a name.</summary>
    public string Address => State.Address;

    /// <summary>Where requests are addressed to: <c>http://host:port</c>, without a slash at the end.</summary>
    public string Url { get; } = plan.Url.GetLeftPart(UriPartial.Authority);

    /// <summary>Where connections go, whatever the host of <see cref="Url"/> stands for; null: where it leads.</summary>
    public IPAddress? Pinned { get; init; }

    /// <summary>Why its name stands for no address; null: it does, or needs none.</summary>
    public string? Unresolved { get; init; }

    /// <summary>What a host has made ready for this node, e.g. a connection pool. Set once, when the model is bound.</summary>
    public object? Host { get; set; }
}
