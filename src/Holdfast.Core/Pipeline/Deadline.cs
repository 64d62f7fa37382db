namespace Holdfast.Core.Pipeline;

/// <summary>How long a call may take.</summary>
/// <param name="Total">From arrival until the answer has begun, over all attempts.</param>
/// <param name="Idle">Longest silence of a body, either way.</param>
/// <param name="Rule">Path of the field in the plan that says so.</param>
public sealed record Deadline(TimeSpan Total, TimeSpan Idle, string Rule);
