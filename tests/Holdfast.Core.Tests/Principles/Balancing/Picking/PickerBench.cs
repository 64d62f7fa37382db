using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

/// <summary>One service of nodes with the given weights under one policy.</summary>
internal sealed class PickerBench(int[] weights, string balance, ulong seed = 1, string health = "") : IAsyncDisposable
{
    public Bench Bench { get; } = new(TurnWheelTests.Plan(weights, balance, health), seed: seed);

    public VersionModel Version => Bench.Version();

    public IReadOnlyList<NodeModel> Nodes => Version.Nodes;

    public NodeModel? Pick(params int[] tried)
    {
        using var call = Bench.Call();
        foreach (var index in tried) call.Tried.Add(Nodes[index].State);
        return Version.Picker.Pick(Version, call);
    }

    /// <summary>How often each node is picked, by calls that end at once and tell nothing.</summary>
    public int[] Count(int picks, params int[] tried)
    {
        using var call = Bench.Call();
        foreach (var index in tried) call.Tried.Add(Nodes[index].State);
        var counts = new int[Nodes.Count];
        for (var i = 0; i < picks; i++) counts[Version.Picker.Pick(Version, call)!.Index]++;
        return counts;
    }

    public ValueTask DisposeAsync() => Bench.DisposeAsync();
}
