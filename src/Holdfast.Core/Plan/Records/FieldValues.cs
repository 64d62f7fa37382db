using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Plan;

/// <summary>Typed values by the field that declares them. What was not written has its field's default.</summary>
public sealed class FieldValues
{
    public static readonly FieldValues Empty = new([]);

    // A section has few fields and most of them are left to their defaults: a scan beats a table, in time and in room.
    private readonly KeyValuePair<Field, object?>[] _written;

    internal FieldValues(KeyValuePair<Field, object?>[] written) => _written = written;

    public T Get<T>(Field<T> field) => TryFind(field, out var value) ? (T)value! : field.Default;

    /// <summary>Whether the plan gives this field a value of its own.</summary>
    public bool IsWritten(Field field) => TryFind(field, out _);

    /// <summary>The same values with one of them set: for plans that are made, not read.</summary>
    public FieldValues With<T>(Field<T> field, T value) =>
        new([.. _written.Where(w => w.Key != field), KeyValuePair.Create<Field, object?>(field, value)]);

    internal object? GetAny(Field field) => TryFind(field, out var value) ? value : field.DefaultValue;

    private bool TryFind(Field field, out object? value)
    {
        foreach (var (key, written) in _written)
        {
            if (ReferenceEquals(key, field))
            {
                value = written;
                return true;
            }
        }

        value = null;
        return false;
    }
}
