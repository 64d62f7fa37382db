using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Words;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Things by name. The files of a plan may each add to a map at its root.</summary>
/// <param name="noun">What one is called, as <c>service</c>.</param>
/// <param name="key">The shape of a name.</param>
internal sealed class MapShape<T>(string noun, Shape<string> key, Shape<T> item) : Shape<IReadOnlyDictionary<string, T>>, IMapShape
{
    public int CountMin { get; init; }

    /// <summary>When two names are one: names that differ by case alone are, to half of the tools that show them.</summary>
    public StringComparer Comparer { get; init; } = StringComparer.OrdinalIgnoreCase;

    public override string Title => $"{noun}s by name";

    public override IReadOnlyList<Field> Fields => item.Fields;

    public override string EntryName => $"<{noun}>";

    public override bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out IReadOnlyDictionary<string, T>? value)
    {
        value = new Dictionary<string, T>();
        if (node is not YamlMap map)
            return reading.Refuse(ValueErrors.Kind, node, path, $"{Title} are needed, and {node.Kind} stands here", $"Write each {noun} under its name.");
        if (map.Entries.Count < CountMin)
            return reading.Refuse(ValueErrors.Count, node, path, $"There is no {noun}", $"Write at least {CountMin}.");
        var read = new Dictionary<string, T>(map.Entries.Count, StringComparer.Ordinal);
        var seen = new HashSet<string>(map.Entries.Count, Comparer);
        var good = true;
        foreach (var (name, one) in map.Entries)
        {
            var below = path.Key(name.Text);
            if (!key.TryRead(name, below, reading, out var known) || !TryReadItem(one, below, reading, out var item))
                good = false;
            else if (seen.Add(known!))
                read.Add(known!, item!);
            else
                good = reading.Refuse(TextErrors.Duplicate, name, below, $"'{Printable.Of(name.Text)}' stands here twice, letter case apart", "Choose another name.");
        }

        value = read;
        return good;
    }

    public override string Write(IReadOnlyDictionary<string, T> value) => value.Count == 0
        ? "{}"
        : $"{{ {string.Join(", ", value.Select(v => $"{v.Key}: {item.Write(v.Value)}"))} }}";

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "object", ["additionalProperties"] = item.Schema() };
        if (CountMin > 0)
            schema["minProperties"] = CountMin;
        return schema;
    }

    internal override void Compare(
        PlanSubject subject, IReadOnlyDictionary<string, T> before, IReadOnlyDictionary<string, T> after, PlanChanges changes)
    {
        foreach (var (name, one) in before.Where(b => !after.ContainsKey(b.Key)))
            changes.Removed(subject.Named(noun, name), item.Write(one));
        foreach (var (name, one) in after)
        {
            if (before.TryGetValue(name, out var old))
                item.Compare(subject.Named(noun, name), old, one, changes);
            else
                changes.Added(subject.Named(noun, name), item.Write(one));
        }
    }

    private bool TryReadItem(YamlNode node, PlanPath path, PlanReading reading, out T? value)
    {
        value = default;
        return node is YamlScalar { IsMissing: true }
            ? reading.Refuse(ValueErrors.Kind, node, path, $"The {noun} has no value", "Write its value, or remove the name.")
            : item.TryRead(node, path, reading, out value);
    }
}
