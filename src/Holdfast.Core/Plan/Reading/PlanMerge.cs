using Holdfast.Core.Plan.Fields;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan;

/// <summary>Lays the files of a plan together: sections of named things are joined, anything else may be said once.</summary>
internal static class PlanMerge
{
    public static YamlMap Join(IReadOnlyList<YamlMap> roots, Shape shape, PlanFindings findings)
    {
        var joinable = shape.Fields.Where(f => f.Shape is IMapShape).Select(f => f.Name).ToHashSet(StringComparer.Ordinal);
        var result = new Dictionary<string, YamlEntry>(StringComparer.Ordinal);
        foreach (var root in roots)
        {
            foreach (var entry in root.Entries)
            {
                var name = entry.Key.Text;
                // Each file may say its format and its includes; both are seen to when it is loaded.
                if (name == PlanFields.Include.Name || result.TryAdd(name, entry) || name == PlanFields.Holdfast.Name)
                    continue;
                var (key, before) = result[name];
                if (joinable.Contains(name) && before is YamlMap first && entry.Value is YamlMap second)
                    result[name] = new YamlEntry(key, Join(name, first, second, findings));
                else
                    Refuse(entry.Key, key, PlanPath.Of(name), findings);
            }
        }

        return new YamlMap(roots[0].Place, [.. result.Values]);
    }

    private static YamlMap Join(string section, YamlMap first, YamlMap second, PlanFindings findings)
    {
        var entries = new List<YamlEntry>(first.Entries);
        foreach (var entry in second.Entries)
        {
            if (first.TryFind(entry.Key.Text, out var before))
                Refuse(entry.Key, before.Key, PlanPath.Of(section, entry.Key.Text), findings);
            else
                entries.Add(entry);
        }

        return new YamlMap(first.Place, entries);
    }

    private static void Refuse(YamlScalar again, YamlScalar first, PlanPath path, PlanFindings findings) => findings.AddAt(
        TextErrors.Duplicate, again.Place, path, again.Text,
        $"'{Printable.Of(again.Text)}' is declared in two files", "Keep one of the two.", first.Place);
}
