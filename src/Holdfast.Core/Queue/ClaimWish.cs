namespace Holdfast.Core.Queue;

/// <summary>Which operations somebody would deliver.</summary>
/// <param name="FreshMax">Of those never tried, at most so many.</param>
/// <param name="RetriedMax">Of those tried before, at most so many: they never stand in the way of the others.</param>
/// <param name="Lease">For how long nobody else gets them.</param>
public sealed record ClaimWish(string Lane, int FreshMax, int RetriedMax, TimeSpan Lease);
