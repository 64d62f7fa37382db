using System.Diagnostics.CodeAnalysis;

namespace Holdfast.Core.Plan.Fields;

/// <inheritdoc cref="Field"/>
public sealed class Field<T> : Field
{
    private readonly Shape<T> _shape;

    [SetsRequiredMembers]
    public Field(string name, Shape<T> shape, string about)
        : base(name)
    {
        _shape = shape;
        About = about;
    }

    public override Shape Shape => _shape;

    /// <summary>What is taken when the field is left out.</summary>
    public T Default { get; init; } = default!;

    public override string? DefaultText =>
        DefaultWords ?? (Required || Default is null ? null : _shape.Fields.Count > 0 ? "the defaults of its keys" : _shape.Write(Default));

    internal override object? DefaultValue => Default;

    internal override ScalarFault? Parse(string text, out object? value)
    {
        if (_shape is not ScalarShape<T> scalar) throw new InvalidOperationException($"'{Name}' is no single value.");
        var fault = scalar.Parse(text, out var typed);
        value = typed;
        return fault;
    }
}
