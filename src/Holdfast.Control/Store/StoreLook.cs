namespace Holdfast.Control.Store;

/// <summary>What a look at the store has found.</summary>
/// <param name="Bytes">What it takes.</param>
/// <param name="Written">When the newest change was put on record, by the clock of then; null: none was.</param>
public sealed record StoreLook(long Bytes, DateTimeOffset? Written);
