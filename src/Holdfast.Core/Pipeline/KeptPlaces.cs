using System.Runtime.CompilerServices;

namespace Holdfast.Core.Pipeline;

/// <summary>What stages keep of one call, or gates of one attempt, between entering and leaving: a place for each, in the call itself.</summary>
[InlineArray(PlacesMax)]
internal struct KeptPlaces
{
    /// <summary>More stages than an interface, or gates than a version, can have.</summary>
    public const int PlacesMax = 12;

    private object? _first;
}
