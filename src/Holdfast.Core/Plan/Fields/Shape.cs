using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Words;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan.Fields;

/// <summary>What a value may look like. Reading, the schema, the docs and the diff all ask it.</summary>
public abstract class Shape
{
    /// <summary>What it is, as <c>duration</c> or <c>list of nodes</c>.</summary>
    public abstract string Title { get; }

    /// <summary>The units a value is written in; null where it has none.</summary>
    public virtual string? Unit => null;

    /// <summary>What a value may be, as <c>1ms to 1h</c>; null: anything of its kind.</summary>
    public virtual string? Bounds => null;

    /// <summary>What is below: the fields of a section, or of the sections in a list or map.</summary>
    public virtual IReadOnlyList<Field> Fields => [];

    /// <summary>How one entry is addressed in a path, as <c>&lt;service&gt;</c>; null when there are no named entries.</summary>
    public virtual string? EntryName => null;

    /// <summary>What an editor needs to know, as JSON Schema.</summary>
    public abstract JsonObject Schema();

    /// <summary>Reads a value of any shape; the typed one is in <see cref="Shape{T}"/>.</summary>
    internal abstract bool TryReadAny(YamlNode node, PlanPath path, PlanReading reading, out object? value);

    internal abstract string WriteAny(object? value);

    internal abstract void CompareAny(PlanSubject subject, object? before, object? after, PlanChanges changes);
}
