using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan.Fields;

/// <summary>A key of a plan, declared once. Messages, schema, docs, explanation and diff are made from this declaration.</summary>
public abstract class Field(string name)
{
    /// <summary>As it is written in a plan: lower case, words joined by hyphens.</summary>
    public string Name { get; } = name;

    /// <summary>What it is for: one or two sentences.</summary>
    public required string About { get; init; }

    /// <summary>Why the default and the bounds are what they are.</summary>
    public string? Because { get; init; }

    /// <summary>An error when it is left out.</summary>
    public bool Required { get; init; }

    /// <summary>What is taken when it is left out, in words, where the value alone would not say it ('the plan's owners').</summary>
    public string? DefaultWords { get; init; }

    /// <summary>What a diff calls it; its name unless the name alone would be read wrongly.</summary>
    public string? Subject { get; init; }

    public abstract Shape Shape { get; }

    /// <summary>The default as an operator would write it; null when there is none.</summary>
    public abstract string? DefaultText { get; }

    internal abstract object? DefaultValue { get; }

    /// <summary>Reads a value that stands by itself, as an argument of a command does.</summary>
    /// <exception cref="InvalidOperationException">Its shape is no single value.</exception>
    internal abstract ScalarFault? Parse(string text, out object? value);

    internal bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out object? value)
    {
        if (node is not YamlScalar { IsMissing: true })
            return Shape.TryReadAny(node, path, reading, out value);
        value = null;
        var advice = Required ? $"Give {Name} a value." : "Give it one, or leave the key out to take the default.";
        return reading.Refuse(ValueErrors.Kind, node, path, $"'{Name}' has no value", advice);
    }
}
