namespace Holdfast.Core.Pipeline;

/// <summary>What an inbound stage says of a call: pass it on, or refuse it.</summary>
/// <param name="Refusal">Null: passed on.</param>
/// <param name="RetryAfter">How long waiting would help; zero where it would not.</param>
public readonly record struct Verdict(Refusal? Refusal, TimeSpan RetryAfter = default)
{
    public static Verdict Pass => default;

    public bool Passes => Refusal is null;
}
