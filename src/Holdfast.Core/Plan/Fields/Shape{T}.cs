using Holdfast.Core.Plan.Words;
using Holdfast.Core.Plan.Yaml;

namespace Holdfast.Core.Plan.Fields;

/// <summary>How text becomes a <typeparamref name="T"/> and back.</summary>
public abstract class Shape<T> : Shape
{
    /// <summary>The value; false when it is no good, with every reason among the findings. A value may be given even then, as far as it goes.</summary>
    public abstract bool TryRead(YamlNode node, PlanPath path, PlanReading reading, out T? value);

    /// <summary>The value as an operator would write it.</summary>
    public abstract string Write(T value);

    /// <summary>How to write it instead of a single value; null where one is what it takes.</summary>
    internal virtual string? Instead(PlanPath path) => null;

    /// <summary>Puts down in what <paramref name="after"/> differs from <paramref name="before"/>.</summary>
    internal virtual void Compare(PlanSubject subject, T before, T after, PlanChanges changes)
    {
        var (was, now) = (Write(before), Write(after));
        if (was != now)
            changes.Changed(subject, was, now);
    }

    internal sealed override bool TryReadAny(YamlNode node, PlanPath path, PlanReading reading, out object? value)
    {
        var good = TryRead(node, path, reading, out var typed);
        value = typed;
        return good;
    }

    internal sealed override string WriteAny(object? value) => Write((T)value!);

    internal sealed override void CompareAny(PlanSubject subject, object? before, object? after, PlanChanges changes) =>
        Compare(subject, (T)before!, (T)after!, changes);
}
