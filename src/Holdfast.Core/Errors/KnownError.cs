namespace Holdfast.Core.Errors;

/// <summary>One error that a user can meet, declared once: its messages carry the id, its page is generated from here.</summary>
/// <param name="Id"><c>HF1xxx</c> the plan's text, <c>HF2xxx</c> its rules, <c>HF3xxx</c> start-up, <c>HF4xxx</c> answers on the wire, <c>HF5xxx</c> commands, <c>HF6xxx</c> the store and its revisions, <c>HF7xxx</c> who may ask the admin API. Never reused.</param>
/// <param name="Title">What happened, in a few words.</param>
/// <param name="Why">Why it is refused rather than guessed at.</param>
/// <param name="Mend">What to do about it.</param>
/// <param name="Example">What brings it about, and the way out: a few lines; null where words suffice.</param>
public sealed record KnownError(string Id, string Title, string Why, string Mend, string? Example = null)
{
    /// <summary>HTTP status of the answer that carries it; null for errors that are no answers.</summary>
    public int? Status { get; init; }

    public override string ToString() => Id;
}
