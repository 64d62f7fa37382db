namespace Holdfast.Control.Store;

/// <summary>A revision that is to be.</summary>
/// <param name="Text">Read without errors.</param>
/// <param name="Digest">As the reader of plans forms it.</param>
/// <param name="Parent">The revision it was made from; null: there was none.</param>
public sealed record RevisionDraft(PlanText Text, string Digest, int? Parent, RevisionSource Source, Order Order);
