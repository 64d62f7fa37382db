using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Telemetry.Why;

/// <summary>What the host knows of how a call ended, and the pipeline does not.</summary>
/// <param name="TraceId">By which the caller can ask; 32 hexadecimal digits.</param>
/// <param name="Refusal">What the caller was told in the place of an answer; null: it got one, or heard nothing.</param>
/// <param name="Status">HTTP status of the answer; 0: there was none.</param>
public readonly record struct WhyTold(string TraceId, Refusal? Refusal, int Status);
