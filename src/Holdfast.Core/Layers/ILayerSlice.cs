using Holdfast.Core.Principles;

namespace Holdfast.Core.Layers;

/// <summary>A slice over whose decisions degradation plans can lay something: the plan's word stays below, and what an operator sets by hand lies above.</summary>
public interface ILayerSlice
{
    bool Takes(LayerKind kind);

    /// <summary>From now on exactly these lie over what the plan says, in the place of all that lay there before. Never called twice at once; effective on the next call.</summary>
    /// <param name="layers">Of its kinds, for all interfaces and services, the most important first.</param>
    /// <returns>Those that are not carried out.</returns>
    IReadOnlyList<LayerFault> Lay(IReadOnlyList<Layer> layers, SliceContext context);

    /// <summary>What lies there now, as calls would find it: by this it is seen that a step is done, and that it is undone.</summary>
    IEnumerable<Layer> Laid(SliceContext context);
}
