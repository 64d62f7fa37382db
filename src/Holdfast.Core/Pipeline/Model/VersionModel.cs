using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Pipeline.Model;

/// <summary>A version of a service as one revision has it.</summary>
public sealed class VersionModel(string service, string name, IReadOnlyList<NodeModel> nodes, VersionState state)
{
    public string Service { get; } = service;

    public string Name { get; } = name;

    /// <summary>In the plan's order.</summary>
    public IReadOnlyList<NodeModel> Nodes { get; } = nodes;

    public VersionState State { get; } = state;

    /// <summary>Which nodes are asked first, and in what shares.</summary>
    public Candidates Candidates { get; internal set; } = null!;

    /// <summary>Keeps each call to a part of the nodes; null: every call may use every node.</summary>
    public NodePartition? Partition { get; internal set; }

    /// <summary>Asked before every attempt, in this order.</summary>
    public AttemptGate[] Gates { get; internal set; } = [];

    /// <summary>Asked of the node that is picked, in this order.</summary>
    public AttemptGate[] NodeGates { get; internal set; } = [];

    /// <summary>Chooses among the candidates.</summary>
    public NodePicker Picker { get; internal set; } = null!;

    /// <summary>The nodes that a call may use.</summary>
    public Candidates CandidatesOf(Call call) => call.Part ?? Candidates;
}
