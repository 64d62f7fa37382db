namespace Holdfast.Core.Pipeline.Model;

/// <summary>One published plan.</summary>
/// <param name="Number">What its keeper calls it; without one, 1 for the first plan of this process, then one more for each. The same number goes live again by a rollback.</param>
/// <param name="Digest">SHA-256 of the plan's texts, hexadecimal.</param>
/// <param name="PublishedAt">When it became live.</param>
public sealed record Revision(int Number, string Digest, DateTimeOffset PublishedAt)
{
    private const int DigestCharsShown = 8;

    /// <summary>1 for the first plan that this process carried out, then one more for each.</summary>
    internal int Publication { get; init; }

    /// <summary>As people and answers name it: <c>3-1f2e3d4c</c>.</summary>
    public string Name { get; } = Digest.Length == 0 ? $"{Number}" : $"{Number}-{Digest[..Math.Min(DigestCharsShown, Digest.Length)]}";

    public override string ToString() => Name;
}
