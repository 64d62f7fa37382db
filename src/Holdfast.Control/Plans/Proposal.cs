namespace Holdfast.Control.Plans;

/// <summary>A plan that waits for the word of a second owner.</summary>
/// <param name="Number">Given once, also over restarts: whoever says it must not mean another.</param>
/// <param name="By">Who wants it.</param>
/// <param name="Why">What for.</param>
/// <param name="Until">When it is forgotten.</param>
/// <param name="Parent">The revision it was made from.</param>
/// <param name="Interfaces">Those for whose sake it waits.</param>
/// <param name="Owners">Who may approve it: whoever wants it may not.</param>
/// <param name="Changes">What it changes, a line each.</param>
public sealed record Proposal(
    int Number, string By, string Why, DateTimeOffset At, DateTimeOffset Until, int? Parent, IReadOnlyList<string> Interfaces, IReadOnlyList<string> Owners, IReadOnlyList<string> Changes);
