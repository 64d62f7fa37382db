using System.Collections.Frozen;

namespace Holdfast.Core.Principles.Limits;

/// <summary>The numbers of a limit for everybody, and those of the keys that have their own. By value.</summary>
/// <param name="Usual">Null: nothing is limited but some keys.</param>
/// <param name="Own">By hash of the key; null for those that are not limited.</param>
internal sealed record LimitNumbers(LimitSpec? Usual, FrozenDictionary<ulong, LimitSpec?> Own)
{
    public LimitSpec? Of(ulong hash) => Own.Count > 0 && Own.TryGetValue(hash, out var own) ? own : Usual;

    public bool Equals(LimitNumbers? other) => other is not null && Usual == other.Usual && Own.Count == other.Own.Count
        && Own.All(one => other.Own.TryGetValue(one.Key, out var own) && own == one.Value);

    public override int GetHashCode() => Usual?.GetHashCode() ?? 0;
}
