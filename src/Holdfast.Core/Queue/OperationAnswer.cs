namespace Holdfast.Core.Queue;

/// <summary>What the service has answered.</summary>
/// <param name="IsWhole">Whether <paramref name="Body"/> is all of it: what is longer than may be kept is not kept at all.</param>
public sealed record OperationAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body, bool IsWhole = true);
