namespace Holdfast.Core.Plan.Yaml;

/// <summary>The keys of a map while it is read. Most maps have a handful, where a scan costs less than a table; a plan has a hundred thousand maps.</summary>
internal struct YamlKeys(List<YamlEntry> entries)
{
    private const int ScanMax = 12;
    private Dictionary<string, YamlScalar>? _table;

    /// <summary>The key of this name that is among the entries; null when there is none.</summary>
    public YamlScalar? Find(string name)
    {
        if (entries.Count > ScanMax)
            return FindInTable(name);
        foreach (var entry in entries)
        {
            if (entry.Key.Text == name)
                return entry.Key;
        }

        return null;
    }

    private YamlScalar? FindInTable(string name)
    {
        _table ??= new(StringComparer.Ordinal);
        // Entries are only ever added, each after it was asked for.
        for (var i = _table.Count; i < entries.Count; i++)
            _table.Add(entries[i].Key.Text, entries[i].Key);
        return _table.GetValueOrDefault(name);
    }
}
