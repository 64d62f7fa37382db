namespace Holdfast.Core.Principles.Degradation.Caching;

/// <param name="Entries">Answers.</param>
/// <param name="Bytes">About how much memory they take.</param>
/// <param name="Evicted">How many had to go so far, for want of room.</param>
internal readonly record struct AnswerStoreSize(long Entries, long Bytes, long Evicted);
