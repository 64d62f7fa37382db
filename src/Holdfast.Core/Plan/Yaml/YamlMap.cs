namespace Holdfast.Core.Plan.Yaml;

/// <summary>Keys and values in the order written; keys are distinct.</summary>
public sealed class YamlMap : YamlNode
{
    private const int IndexFrom = 12;
    private Dictionary<string, int>? _index;

    internal YamlMap(Place place, IReadOnlyList<YamlEntry> entries)
        : base(place)
    {
        Entries = entries;
        Size = 1;
        foreach (var entry in entries)
        {
            Size += 1 + entry.Value.Size;
            Height = Math.Max(Height, entry.Value.Height + 1);
        }
    }

    public IReadOnlyList<YamlEntry> Entries { get; }

    public override string Kind => "a section";

    internal override long Size { get; }

    internal override int Height { get; }

    public bool TryFind(string key, out YamlEntry entry)
    {
        if (Entries.Count >= IndexFrom)
            return TryFindIndexed(key, out entry);
        foreach (var candidate in Entries)
        {
            if (candidate.Key.Text == key)
            {
                entry = candidate;
                return true;
            }
        }

        entry = default;
        return false;
    }

    private bool TryFindIndexed(string key, out YamlEntry entry)
    {
        if (_index is null)
        {
            _index = new Dictionary<string, int>(Entries.Count, StringComparer.Ordinal);
            for (var i = 0; i < Entries.Count; i++)
                _index.TryAdd(Entries[i].Key.Text, i);
        }

        if (_index.TryGetValue(key, out var at))
        {
            entry = Entries[at];
            return true;
        }

        entry = default;
        return false;
    }
}
