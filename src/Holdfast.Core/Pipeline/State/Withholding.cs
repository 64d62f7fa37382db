namespace Holdfast.Core.Pipeline.State;

/// <summary>One reason for which a node gets no traffic.</summary>
/// <param name="Why">Exactly one of the flags.</param>
/// <param name="Reason">In words for an operator.</param>
public sealed record Withholding(Withheld Why, DateTimeOffset Since, string Reason);
