namespace Holdfast.Core.Principles.Balancing.HotKeys;

/// <summary>How many keys may be told of in one window; the others are told of together, when the next begins.</summary>
internal sealed class HotNews
{
    public const int TalesMax = 8;

    private int _told;

    public bool MayTell() => Interlocked.Increment(ref _told) <= TalesMax;

    /// <summary>A window begins.</summary>
    /// <returns>Keys that were not told of in the one before.</returns>
    public int Next() => Math.Max(0, Interlocked.Exchange(ref _told, 0) - TalesMax);
}
