namespace Holdfast.WebConsole.Principles;

/// <summary>A principle in the list of them.</summary>
/// <param name="Principle">Its number, 1 to 10.</param>
/// <param name="Rows">What it shows now, in all its tables.</param>
/// <param name="Commands">Names of what an operator can have it do.</param>
/// <param name="Switches">How many are set by it.</param>
public sealed record PrincipleRow(string Id, int Principle, string Title, int Rows, IReadOnlyList<string> Commands, int Switches);
