namespace Holdfast.Core.Principles.Degradation.Levels.Conditions;

/// <summary>An expression over readings, as <c>overload(orders) or p99(orders) > 2s</c>.</summary>
/// <param name="Text">As it was written.</param>
public sealed record LevelCondition(string Text, ConditionNode Root)
{
    public bool Equals(LevelCondition? other) => other is not null && Text == other.Text;

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);
}
