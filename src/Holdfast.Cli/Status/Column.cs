namespace Holdfast.Cli.Status;

/// <param name="IsNumber">Numbers stand to the right, so that their sizes can be seen.</param>
/// <param name="Drop">The greatest goes first where there is no room; 0 stays.</param>
/// <param name="Least">Width down to which names are shortened before any column goes; 0: not before.</param>
internal sealed record Column(string Title, bool IsNumber = false, int Drop = 0, int Least = 0);
