namespace Holdfast.WebConsole.Pages;

/// <summary>What became of an order, told on the page that is shown after it.</summary>
/// <param name="IsChanged">False: it was so already.</param>
/// <param name="Lines">What differs now, a line each.</param>
public sealed record Slip(bool IsChanged, string Text, IReadOnlyList<string> Lines);
