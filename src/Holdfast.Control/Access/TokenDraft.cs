using Holdfast.Control.Store;

namespace Holdfast.Control.Access;

/// <summary>A token that is to be.</summary>
public sealed record TokenDraft(string Name, string Prefix, byte[] Hash, Role Role, IReadOnlyList<string> Interfaces, DateTimeOffset Until, Order Order);
