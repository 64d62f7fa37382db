namespace Holdfast.Core.Plan;

/// <summary>Typed values by the field that declares them.</summary>
public sealed class FieldValues
{
    public static readonly FieldValues Empty = new();
}
