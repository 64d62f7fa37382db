using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Words;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan.Fields;

/// <summary>A value or the word <c>none</c>, which is null.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <typeparam name="TValue">The same, or null.</typeparam>
internal sealed class NoneOrShape<T, TValue>(Shape<T> inner, Func<T, TValue> wrap, Func<TValue, T> unwrap) : Shape<TValue>
{
    public override string Title => $"{inner.Title} or none";

    public override string? Unit => inner.Unit;

    public override string? Bounds => inner.Bounds is null ? null : $"{inner.Bounds}, or none";

    public override IReadOnlyList<Field> Fields => inner.Fields;

    public override bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out TValue? value)
    {
        value = default;
        if (node is YamlScalar { Text: NoneOr.Word })
            return true;
        if (node is YamlScalar single && Mistaken(single.Text, path) is { } fault)
            return reading.Refuse(fault.Known, node, path, fault.Message, fault.Advice);
        if (!inner.TryRead(node, path, reading, out var read))
            return false;
        value = wrap(read!);
        return true;
    }

    /// <summary>A single value in place of a section, or another word for none where no such word is a value.</summary>
    private ScalarFault? Mistaken(string text, PlanPath path)
    {
        var off = $"To switch it off, write '{path.Name}: {NoneOr.Word}'.";
        if (inner.Instead(path) is { } instead)
            return new(ValueErrors.Kind, $"{inner.Title} is a section or {NoneOr.Word}, and '{Printable.Of(text)}' stands here", $"{instead}{off}");
        return NoneOr.IsMeantBy(text) && inner is ScalarShape<T> shape && shape.Parse(text, out _) is { } fault
            ? fault with { Advice = $"{fault.Advice} {off}" }
            : null;
    }

    public override string Write(TValue value) => value is null ? NoneOr.Word : inner.Write(unwrap(value));

    public override JsonObject Schema() => new()
    {
        ["anyOf"] = new JsonArray(inner.Schema(), new JsonObject { ["const"] = NoneOr.Word }),
    };

    internal override void Compare(PlanSubject subject, TValue before, TValue after, PlanChanges changes)
    {
        if (before is null || after is null)
            base.Compare(subject, before, after, changes);
        else
            inner.Compare(subject, unwrap(before), unwrap(after), changes);
    }
}
