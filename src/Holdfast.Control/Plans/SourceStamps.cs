using System.Collections.Immutable;

namespace Holdfast.Control.Plans;

/// <summary>What all sources of a plan looked like at one moment. Equal when they all looked the same.</summary>
public sealed class SourceStamps : IEquatable<SourceStamps>
{
    private readonly ImmutableArray<SourceStamp> _stamps;

    public SourceStamps(IEnumerable<SourceStamp> stamps) => _stamps =
        [.. stamps.OrderBy(static stamp => stamp.Path, StringComparer.Ordinal).ThenBy(static stamp => stamp.IsFolder)];

    public IReadOnlyList<SourceStamp> All => _stamps;

    /// <summary>Those of the given paths alone.</summary>
    public SourceStamps Only(IEnumerable<string> paths)
    {
        var wanted = paths.ToHashSet(StringComparer.Ordinal);
        return new SourceStamps(_stamps.Where(stamp => wanted.Contains(stamp.Path)));
    }

    public bool Equals(SourceStamps? other) => other is not null && _stamps.AsSpan().SequenceEqual(other._stamps.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as SourceStamps);

    public override int GetHashCode() => _stamps.Length == 0 ? 0 : HashCode.Combine(_stamps.Length, _stamps[0]);
}
