namespace Holdfast.Core.Principles.Isolation;

/// <summary>What a partition has of a pool.</summary>
/// <param name="Guaranteed">Places that are its own; those that are idle may be lent.</param>
/// <param name="Kept">Of them, places that nobody else ever gets. Not above <paramref name="Guaranteed"/>.</param>
internal readonly record struct PoolShare(int Guaranteed, int Kept);
