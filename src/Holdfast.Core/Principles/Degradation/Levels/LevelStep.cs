using Holdfast.Core.Layers;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>A step, ready to be laid.</summary>
/// <param name="Layer">Without who entered its plan, and until when.</param>
internal sealed record LevelStep(int Level, Layer Layer)
{
    /// <summary>It can hold for a part of the users: what is of an interface can.</summary>
    public bool IsDivisible => Layer.Kind is not (LayerKind.Breaker or LayerKind.Drain);
}
