using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Layers;

/// <summary>Where a caller stands among all callers, by its address: the same in every process, at any time.</summary>
internal static class LayerPlace
{
    private static readonly KeyReader Caller = new(KeyPlan.Client);

    /// <summary>Two places from 0 up to but not 1 that say nothing of each other: a drill on a tenth is not on the tenth that a share lets in.</summary>
    public static (double ForShare, double ForPart) Of(Call call) => Caller.TryHash(call, HashSeed.Stable, out var hash)
        ? ((hash >> 11) * (1.0 / (1UL << 53)), (uint)hash * (1.0 / (1UL << 32)))
        : (0, 0);
}
