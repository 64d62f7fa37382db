using System.Globalization;
using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Words;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Values in order.</summary>
/// <param name="item">The shape of one.</param>
/// <param name="noun">What one is called, as <c>node</c>.</param>
internal sealed class ListShape<T>(Shape<T> item, string noun) : Shape<IReadOnlyList<T>>
{
    public const int CountMax = 100_000;

    /// <summary>A single value stands for a list of one.</summary>
    public bool SingleToo { get; init; }

    public int CountMin { get; init; }

    /// <summary>By what an item is known in a diff, though other parts of it change; the whole of it where there is no such thing.</summary>
    public Func<T, string>? Identity { get; init; }

    public override string Title => SingleToo ? $"{noun}, or a list of them" : $"list of {noun}s";

    public override string? Unit => item.Unit;

    public override string? Bounds => item.Bounds;

    public override IReadOnlyList<Field> Fields => item.Fields;

    public override bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out IReadOnlyList<T>? value)
    {
        value = [];
        if (SingleToo && node is not YamlList)
        {
            if (!item.TryRead(node, path, reading, out var single))
                return false;
            value = [single!];
            return true;
        }

        if (node is not YamlList list)
            return reading.Refuse(ValueErrors.Kind, node, path, $"A list is needed, and {node.Kind} stands here", $"Write a list of {noun}s: [ … ].");
        if (list.Items.Count < CountMin || list.Items.Count > CountMax)
        {
            var bounds = string.Create(CultureInfo.InvariantCulture, $"{CountMin} to {CountMax:N0}");
            return reading.Refuse(ValueErrors.Count, node, path, $"The list has {list.Items.Count} entries", $"Give it {bounds} {noun}s.");
        }

        var read = new List<T>(list.Items.Count);
        for (var i = 0; i < list.Items.Count; i++)
        {
            if (item.TryRead(list.Items[i], path.Item(i), reading, out var one))
                read.Add(one!);
        }

        value = read;
        return read.Count == list.Items.Count;
    }

    public override string Write(IReadOnlyList<T> value) => value.Count switch
    {
        0 => "[]",
        1 when SingleToo => item.Write(value[0]),
        _ => $"[{string.Join(", ", value.Select(item.Write))}]",
    };

    public override JsonObject Schema()
    {
        var list = new JsonObject { ["type"] = "array", ["items"] = item.Schema() };
        if (CountMin > 0)
            list["minItems"] = CountMin;
        return SingleToo ? new JsonObject { ["anyOf"] = new JsonArray(item.Schema(), list) } : list;
    }

    internal override void Compare(PlanSubject subject, IReadOnlyList<T> before, IReadOnlyList<T> after, PlanChanges changes)
    {
        var identity = Identity ?? item.Write;
        var was = ByIdentity(before, identity);
        var now = ByIdentity(after, identity);
        foreach (var (id, one) in was.Where(w => !now.ContainsKey(w.Key)))
            changes.Removed(subject.Item(noun, id), item.Write(one));
        foreach (var (id, one) in now)
        {
            if (was.TryGetValue(id, out var old))
                item.Compare(subject.Item(noun, id), old, one, changes);
            else
                changes.Added(subject.Item(noun, id), item.Write(one));
        }
    }

    private static Dictionary<string, T> ByIdentity(IReadOnlyList<T> items, Func<T, string> identity)
    {
        var result = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var one in items)
            result.TryAdd(identity(one), one);
        return result;
    }
}
