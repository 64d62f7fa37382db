using Holdfast.Core.Layers;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Failover.Draining;

/// <summary>The step that has a node drained, across revisions.</summary>
internal sealed class DrainLayer
{
    private Layer? _layer;

    /// <summary>Null: none has.</summary>
    public Layer? Layer
    {
        get => Volatile.Read(ref _layer);
        set => Volatile.Write(ref _layer, value);
    }

    public static DrainLayer Of(NodeState node) => node.Own(static () => new DrainLayer());
}
