namespace Holdfast.Core.Pipeline.Model;

/// <summary>How a part of a version's nodes is treated.</summary>
/// <param name="TriesWithheld">When none of its nodes is usable, those that are withheld for their health are used, as in panic.</param>
/// <param name="IsOneOfMany">It is small, and there may be thousands: what is made ready for it must be small too.</param>
public sealed record PartShape(bool TriesWithheld, bool IsOneOfMany);
