namespace Holdfast.Core.Principles.Degradation.Substitutes;

/// <summary>A file that a fixed answer gives, as it was when the plan was read.</summary>
/// <param name="Path">Absolute.</param>
public sealed record AnswerFile(string Path, ReadOnlyMemory<byte> Bytes);
