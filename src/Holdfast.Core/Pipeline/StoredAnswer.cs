namespace Holdfast.Core.Pipeline;

/// <summary>An answer that is at hand: static, or kept from before. Immutable.</summary>
/// <param name="Headers">In order; a name may come more than once. None that concerns a connection or how a body is framed.</param>
public sealed record StoredAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);
