namespace Holdfast.Core.Pipeline;

/// <summary>What a stage or a gate says of a call: pass it on, refuse it, or answer it.</summary>
/// <param name="Refusal">Null: not refused.</param>
/// <param name="RetryAfter">How long waiting would help; zero where it would not.</param>
/// <param name="Measured">The number it was refused on.</param>
public readonly record struct Verdict(Refusal? Refusal, TimeSpan RetryAfter = default, Measure Measured = default)
{
    public static Verdict Pass => default;

    /// <summary>What to answer in the backend's place; null: nothing. Inbound stages alone answer.</summary>
    public StoredAnswer? Answer { get; private init; }

    /// <summary>What was decided, with an answer; else null.</summary>
    public string? Decision { get; private init; }

    /// <summary>By which rule of the plan, with an answer; else null.</summary>
    public string? Rule { get; private init; }

    public bool Passes => Refusal is null && Answer is null;

    /// <param name="decision">Stable name of what was decided, e.g. <c>cache-hit</c>.</param>
    /// <param name="rule">Path of the rule in the plan.</param>
    public static Verdict AnswerWith(StoredAnswer answer, string decision, string rule, Measure measured = default) =>
        new(null, default, measured) { Answer = answer, Decision = decision, Rule = rule };
}
