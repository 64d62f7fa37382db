using System.Collections;
using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Words;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan.Fields;

/// <summary>A record made of fields. Each is added with the way back from the record, so that what was read can be shown and compared.</summary>
/// <param name="title">What it is called, as <c>retry policy</c>.</param>
/// <param name="make">The record from its values; the first argument is the key that the section stands under.</param>
/// <param name="shorthand">The field that a single value in place of the section stands for, as a node's URL.</param>
/// <param name="off">The keys that switch it off, as <c>attempts: 1</c>, where it cannot be <c>none</c>.</param>
/// <param name="example">The keys that show how it is written; the first one that has a default unless given.</param>
public sealed class Section<T>(string title, Func<string, FieldValues, T> make, Field? shorthand = null, string? off = null, string? example = null) : Shape<T>, IEnumerable<Field>
    where T : class
{
    private readonly List<(Field Field, Func<T, object?> Value)> _fields = [];
    private readonly Dictionary<string, Field> _byName = new(StringComparer.Ordinal);

    public Section(string title, Func<FieldValues, T> make, string? off = null, string? example = null)
        : this(title, (_, values) => make(values), off: off, example: example)
    {
    }

    public override string Title => title;

    public override IReadOnlyList<Field> Fields => [.. _fields.Select(f => f.Field)];

    public void Add<TValue>(Field<TValue> field, Func<T, TValue> value) => AddAny(field, record => value(record));

    /// <summary>Fields of the principles, whose values the record keeps in a bag.</summary>
    public void Add(IEnumerable<Field> fields, Func<T, FieldValues> bag)
    {
        foreach (var field in fields)
            AddAny(field, record => bag(record).GetAny(field));
    }

    public override bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out T? value)
    {
        var good = TryReadValues(node, path, reading, out var values);
        value = good ? make(path.Name ?? "", values) : null;
        return good;
    }

    /// <summary>The record as far as it could be read, for the rules that look at a whole plan.</summary>
    /// <param name="whole">Whether all of it is there: else nothing is said to be missing.</param>
    internal T ReadPartly(YamlNode node, PlanReading reading, bool whole)
    {
        TryReadValues(node, PlanPath.Root, reading, out var values, whole);
        return make("", values);
    }

    public override string Write(T value)
    {
        var written = new List<string>();
        foreach (var (field, get) in _fields)
        {
            var current = get(value);
            var text = field.Shape.WriteAny(current);
            if (field.Required || text != field.Shape.WriteAny(field.DefaultValue))
                written.Add($"{field.Name}: {text}");
        }

        return written.Count == 0 ? "{}" : $"{{ {string.Join(", ", written)} }}";
    }

    public override JsonObject Schema() => SectionSchema.Of(this, shorthand);

    internal override void Compare(PlanSubject subject, T before, T after, PlanChanges changes)
    {
        foreach (var (field, value) in _fields)
            field.Shape.CompareAny(subject.Field(field), value(before), value(after), changes);
    }

    /// <summary>With the first key that has a default to show.</summary>
    internal override string? Instead(PlanPath path)
    {
        var shown = _fields.Select(f => f.Field).FirstOrDefault(field => field is { Shape.Fields.Count: 0, DefaultWords: null, DefaultText: not (null or NoneOr.Word) });
        if (shorthand is not null || path.Name is null || shown is null || _fields.Exists(f => f.Field.Required))
            return null;
        var toSwitchOff = off is null ? "" : $"To switch it off, write '{path.Name}: {{ {off} }}'. ";
        return $"Write it as '{path.Name}: {{ {example ?? $"{shown.Name}: {shown.DefaultText}"} }}'. {toSwitchOff}";
    }

    internal object? ValueOf(T record, Field field) => _fields.First(f => f.Field == field).Value(record);

    public IEnumerator<Field> GetEnumerator() => Fields.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void AddAny(Field field, Func<T, object?> value)
    {
        _fields.Add((field, value));
        _byName.Add(field.Name, field);
    }

    private bool TryReadValues(YamlNode node, PlanPath path, PlanReading reading, out FieldValues values, bool whole = true)
    {
        values = FieldValues.Empty;
        if (node is YamlScalar && shorthand is not null)
        {
            if (!shorthand.TryRead(node, path.Key(shorthand.Name), reading, out var single))
                return false;
            values = new FieldValues([new(shorthand, single)]);
            return true;
        }

        if (node is not YamlMap map)
            return reading.Refuse(ValueErrors.Kind, node, path, $"{Title} is a section, and {node.Kind} stands here", $"{Instead(path)}{Advice()}");
        var written = new List<KeyValuePair<Field, object?>>(map.Entries.Count);
        var good = true;
        foreach (var (key, value) in map.Entries)
        {
            if (!_byName.TryGetValue(key.Text, out var field))
                good = RefuseUnknown(key, path, reading);
            else if (!field.TryRead(value, path.Key(field.Name), reading, out var read))
                good = KeepPart(field, read, written);
            else
                written.Add(new(field, read));
        }

        values = new FieldValues([.. written]);
        return (!whole || !IsAnyMissing(map, path, reading)) && good;
    }

    /// <summary>What could be read of a map of things is kept, so that the rules can look at those that are good.</summary>
    private static bool KeepPart(Field field, object? read, List<KeyValuePair<Field, object?>> written)
    {
        if (read is not null)
            written.Add(new(field, read));
        return false;
    }

    private bool RefuseUnknown(YamlScalar key, PlanPath path, PlanReading reading)
    {
        var meant = reading.Findings.DidYouMean(key.Text, _byName.Keys);
        return reading.Refuse(
            ValueErrors.UnknownKey, key, path.Key(key.Text), $"{Title} has no '{Printable.Of(key.Text)}'", meant + Advice());
    }

    private bool IsAnyMissing(YamlMap map, PlanPath path, PlanReading reading)
    {
        var any = false;
        foreach (var (field, _) in _fields)
        {
            if (!field.Required || map.TryFind(field.Name, out _))
                continue;
            any = true;
            reading.Findings.Add(
                ValueErrors.Missing, path, $"{Title} lacks '{field.Name}'",
                $"Add '{field.Name}' ({field.Shape.Title}): {field.About}");
        }

        return any;
    }

    private string Advice() => $"It takes {string.Join(", ", _byName.Keys)}.";
}
