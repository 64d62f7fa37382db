namespace Holdfast.Core.Principles.Failover.Resolving;

/// <summary>What becomes of a name with each look-up. Pure.</summary>
public static class ResolveMachine
{
    /// <param name="before">Null: it is the first.</param>
    /// <param name="choice">What of the answer may be used.</param>
    /// <param name="fault">Why there was no answer; null when there was one.</param>
    /// <param name="due">Timestamp of the next look-up.</param>
    /// <returns>
    /// Without a usable answer the last addresses stay: a name server that is down, or that forgets, takes no node away.
    /// </returns>
    public static ResolvedName Next(ResolvedName? before, AddressChoice choice, string? fault, long due) => choice.Addresses.IsEmpty
        ? new ResolvedName(before?.Addresses ?? [], fault ?? (choice.Refused.Length > 0 ? choice.Refused : "the answer holds no address"), choice.Refused, due)
        : new ResolvedName(choice.Addresses, null, choice.Refused, due);

    /// <summary>Whether nodes come or go.</summary>
    public static bool IsChange(ResolvedName? before, ResolvedName after) => before is null || !before.Addresses.SequenceEqual(after.Addresses);
}
