namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Stands for all that two requests must have in common to get one answer. Nobody outside can make two fall together: the hash's seed is secret.</summary>
public readonly record struct AnswerKey(ulong First, ulong Second)
{
    public override int GetHashCode() => (int)First;
}
