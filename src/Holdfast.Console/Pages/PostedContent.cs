namespace Holdfast.WebConsole.Pages;

/// <summary>What becomes of a form, whatever page it was on.</summary>
/// <param name="Content">The same page again; null: another, or none.</param>
/// <param name="Location">Where to look next; null: nowhere else.</param>
/// <param name="Slip">What is told there.</param>
internal sealed record PostedContent(int Status, PageContent? Content, string? Location, Slip? Slip);
