using System.Runtime.CompilerServices;

namespace Holdfast.Core.Pipeline;

/// <summary>What stages keep of one call, or gates of one attempt, between entering and leaving: a place for each, in the call itself.</summary>
[InlineArray(PlacesMax)]
internal struct KeptPlaces
{
    /// <summary>
    /// More stages than an interface, or gates than a version, can have: the rules bound how many entries of a kind a plan may
    /// name. The compiler checks it, so that a principle which brings more is found when it is written, not when a call comes.
    /// </summary>
    public const int PlacesMax = 16;

    private object? _first;
}
