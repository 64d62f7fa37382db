namespace Holdfast.Cli.Status;

/// <param name="IsNumber">Numbers stand to the right, so that their sizes can be seen.</param>
/// <param name="Drop">The greatest goes first where there is no room; 0 stays.</param>
internal sealed record Column(string Title, bool IsNumber = false, int Drop = 0);
