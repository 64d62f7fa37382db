namespace Holdfast.Core.Telemetry.Why;

/// <summary>Why one call was answered as it was: what <c>holdfast why</c> and <c>/api/why</c> show.</summary>
/// <param name="Text">The same in a few plain sentences.</param>
/// <param name="At">When it arrived.</param>
/// <param name="TookMs">From then until it had ended.</param>
/// <param name="Interface">Null: none matched.</param>
/// <param name="Path">Without its query; cut after 256 characters.</param>
/// <param name="Revision">The one it lived under.</param>
/// <param name="Outcome"><c>success</c>, <c>failure</c>, <c>refused</c>, <c>cancelled</c> or <c>substituted</c>.</param>
/// <param name="Status">HTTP status of the answer; 0: there was none.</param>
/// <param name="Told">Null: what the caller got was an answer, or nothing.</param>
/// <param name="SubstitutedBy">The rule by which something answered in the service's place; null: nothing did.</param>
/// <param name="Steps">In the order of the stages.</param>
/// <param name="StepsLost">Decisions beyond those that a call keeps.</param>
/// <param name="Attempts">In the order in which they ended.</param>
/// <param name="AttemptsLost">As <paramref name="StepsLost"/>.</param>
public sealed record WhyReport(
    string TraceId,
    string Text,
    DateTimeOffset At,
    double TookMs,
    string? Interface,
    string Method,
    string Path,
    string Criticality,
    string Service,
    string Version,
    string Revision,
    string Outcome,
    int Status,
    WhyAnswer? Told,
    WhySubstitute? SubstitutedBy,
    IReadOnlyList<WhyStep> Steps,
    int StepsLost,
    IReadOnlyList<WhyAttempt> Attempts,
    int AttemptsLost);
