using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan.Fields;

/// <summary>A shape whose value is kept as another type; the way must lead both ways.</summary>
internal sealed class ConvertedShape<TFrom, TTo>(Shape<TFrom> inner, Func<TFrom, TTo> to, Func<TTo, TFrom> from) : Shape<TTo>
{
    public override string Title => inner.Title;

    public override string? Unit => inner.Unit;

    public override string? Bounds => inner.Bounds;

    public override bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out TTo? value)
    {
        var good = inner.TryRead(node, path, reading, out var read);
        value = good ? to(read!) : default;
        return good;
    }

    /// <summary>What was left out and has no default is not there to be written.</summary>
    public override string Write(TTo value) => value is null ? NoneOr.Word : inner.Write(from(value));

    public override JsonObject Schema() => inner.Schema();
}
