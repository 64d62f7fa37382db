namespace Holdfast.Control.Store;

/// <summary>Somebody else has published meanwhile.</summary>
/// <param name="expected">The revision that was believed to be live; null: none.</param>
/// <param name="live">The one that is; null: none.</param>
public sealed class OutdatedParentException(int? expected, int? live) : StoreException(
    StoreErrors.OutdatedParent, $"{Say(expected)} was live when this was made, and {Say(live)} is now.")
{
    public int? Expected => expected;

    public int? Live => live;

    private static string Say(int? number) => number is { } it ? $"revision {it}" : "no revision";
}
