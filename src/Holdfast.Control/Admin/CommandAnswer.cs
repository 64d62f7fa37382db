namespace Holdfast.Control.Admin;

/// <summary>What became of a command that was not refused.</summary>
/// <param name="Changed">False: it was so already.</param>
/// <param name="Text">For people.</param>
/// <param name="Before">How it was; null where nothing changed.</param>
/// <param name="After">How it is; null where nothing changed.</param>
public sealed record CommandAnswer(bool Changed, string Text, string? Before, string? After);
