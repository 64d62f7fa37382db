namespace Holdfast.Control.Admin;

/// <summary>Which plan is carried out.</summary>
/// <param name="Name">Of the revision that this process carries out.</param>
/// <param name="Digest">Of its texts.</param>
/// <param name="Parent">The live revision of the store: what a change is made from. 0: none.</param>
/// <param name="IsRecorded">Whether the store has what is carried out.</param>
/// <param name="Note">What an operator must know of it; empty: nothing.</param>
public sealed record PlanState(string Name, string Digest, int Parent, bool IsRecorded, string Note);
