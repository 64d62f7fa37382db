namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>How it was when a degradation plan was entered: what it has saved and cost since is held against this. Immutable.</summary>
/// <param name="Loads">Attempts a second on each service that its steps concern; empty: the process was started anew, and nobody knows.</param>
/// <param name="Decided">Calls that its steps had refused or answered by then.</param>
internal sealed record LevelBaseline(IReadOnlyDictionary<string, double> Loads, long Decided)
{
    public static LevelBaseline None { get; } = new(new Dictionary<string, double>(), 0);
}
