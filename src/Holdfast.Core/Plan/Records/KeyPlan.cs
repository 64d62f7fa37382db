namespace Holdfast.Core.Plan;

/// <summary>By what requests are told apart: one part of them, or several together.</summary>
/// <param name="Parts">At least one. A request that lacks any of them has no key.</param>
public sealed record KeyPlan(IReadOnlyList<KeyPart> Parts)
{
    public static KeyPlan Client { get; } = new([new KeyPart(KeyPartKind.Client)]);

    public bool Equals(KeyPlan? other) => other is not null && Parts.SequenceEqual(other.Parts);

    public override int GetHashCode() => Parts.Aggregate(0, HashCode.Combine);
}
