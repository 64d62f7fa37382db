namespace Holdfast.Control.Store;

/// <summary>What is known of a revision without its texts.</summary>
/// <param name="Number">1 for the first, then one more for each; never given twice.</param>
/// <param name="Parent">The revision that was live when it was published; null for the first.</param>
/// <param name="Digest">SHA-256 of its texts, as the reader of plans forms it.</param>
/// <param name="Author">Who published it.</param>
/// <param name="Reason">What for.</param>
/// <param name="At">When, by the clock of whoever published it.</param>
public sealed record RevisionEntry(
    int Number, int? Parent, string Digest, string Author, string Reason, RevisionSource Source, DateTimeOffset At)
{
    private const int DigestCharsShown = 8;

    /// <summary>Whether it is the one that is carried out.</summary>
    public bool IsLive { get; init; }

    /// <summary>As people and answers name it: <c>3-1f2e3d4c</c>.</summary>
    public string Name => $"{Number}-{Digest[..Math.Min(DigestCharsShown, Digest.Length)]}";
}
