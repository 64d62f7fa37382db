namespace Holdfast.Core.Commands;

/// <summary>What a command has changed; told as a signal, so that no change goes unrecorded.</summary>
/// <param name="Signal">Stable name, e.g. <c>node-drained</c>.</param>
/// <param name="Subject">What was changed, as a path of the plan.</param>
/// <param name="Before">How it was, in a word or a few.</param>
/// <param name="After">How it is.</param>
public sealed record CommandChange(string Signal, string Subject, string Before, string After);
