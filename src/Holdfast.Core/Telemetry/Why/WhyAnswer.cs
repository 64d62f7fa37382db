namespace Holdfast.Core.Telemetry.Why;

/// <summary>What the caller was told in the place of a service's answer.</summary>
/// <param name="Error">Id of the error, e.g. <c>HF4003</c>; it has a page.</param>
/// <param name="RetryAfterSeconds">After which waiting helps; 0 where it would not.</param>
public sealed record WhyAnswer(
    string Error, string Title, string Advice, string Decision, string Rule, string Place, double RetryAfterSeconds);
