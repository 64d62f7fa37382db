using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Pipeline.Model;

/// <summary>The candidates at one moment.</summary>
/// <param name="Epoch">The availability it was made from.</param>
/// <param name="Groups">In the order of preference; empty when no node may be used.</param>
/// <param name="Panic">How the version stood to panic.</param>
public sealed record Arrangement(int Epoch, IReadOnlyList<CandidateGroup> Groups, Panic Panic)
{
    /// <summary>Shares of the groups, added up; the last is 1.</summary>
    private readonly double[] _sums = AddUp(Groups);

    /// <summary>Whether the shares of the groups change with time, as a node is in slow start.</summary>
    public bool IsRamping { get; init; }

    /// <summary>While panic is left: the nodes as in panic, for part of the calls. Else null.</summary>
    public Arrangement? Everyone { get; init; }

    /// <summary>Whether nodes are used that are withheld for their health.</summary>
    public bool IsPanic => Panic.Phase == PanicPhase.Panic;

    /// <summary>Whether a node may be picked: a usable one, or in panic any that is withheld for nothing but its health.</summary>
    public bool Admits(NodeState node) => node.MayBeUsed(IsPanic);

    /// <summary>The group that a number drawn evenly from [0, 1) falls to; null when there are none.</summary>
    public CandidateGroup? At(double draw)
    {
        for (var i = 0; i < _sums.Length; i++)
            if (draw < _sums[i]) return Groups[i];
        return _sums.Length == 0 ? null : Groups[^1];
    }

    internal object? PreparedFor(IReadOnlyList<NodeModel> nodes) =>
        Groups.FirstOrDefault(group => group.Nodes.SequenceEqual(nodes))?.Prepared;

    private static double[] AddUp(IReadOnlyList<CandidateGroup> groups)
    {
        var sums = new double[groups.Count];
        var sum = 0.0;
        for (var i = 0; i < sums.Length; i++) sums[i] = sum += groups[i].Share;
        return sums;
    }
}
