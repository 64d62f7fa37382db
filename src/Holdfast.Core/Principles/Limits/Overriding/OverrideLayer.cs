using Holdfast.Core.Layers;

namespace Holdfast.Core.Principles.Limits.Overriding;

/// <summary>A limit that a degradation plan has laid over an interface.</summary>
/// <param name="Limits">What counts its calls.</param>
internal sealed record OverrideLayer(Layer Layer, LimitLine Limits);
