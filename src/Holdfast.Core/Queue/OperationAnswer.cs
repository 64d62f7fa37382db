namespace Holdfast.Core.Queue;

/// <summary>What the service has answered.</summary>
/// <param name="IsWhole">Whether <paramref name="Body"/> is all of it: what is longer than may be kept is not kept at all, and the oldest are let go of where there are too many.</param>
public sealed record OperationAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body, bool IsWhole = true);
