namespace Holdfast.Control.Access;

/// <summary>What is known of a token without the token.</summary>
/// <param name="Name">Stands on record beside what is changed by it.</param>
/// <param name="Prefix">How the token begins.</param>
/// <param name="Interfaces">All that may be changed by it; empty: it does not matter which.</param>
/// <param name="At">When it was made.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="By">Who made it.</param>
/// <param name="Why">What for.</param>
public sealed record TokenEntry(
    long Id, string Name, string Prefix, Role Role, IReadOnlyList<string> Interfaces, DateTimeOffset At, DateTimeOffset Until, string By, string Why)
{
    /// <summary>When somebody came in by it last, to the minute; null: nobody has.</summary>
    public DateTimeOffset? LastUsed { get; init; }
}
