using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits.Overload.Shedding;

/// <summary>Who goes before whom: by criticality, and among their like by user, in turns. Pure.</summary>
public static class ShedRank
{
    /// <summary>Parts that the users of one criticality are in.</summary>
    public const int Parts = 64;

    public const int Count = ((int)Criticality.Sheddable + 1) * Parts;

    /// <param name="user">Hash of the user.</param>
    /// <param name="turned">How far the turn has gone, in turns; its whole part does not matter.</param>
    public static int Of(Criticality criticality, ulong user, double turned)
    {
        // All users stand on a ring that moves on evenly: who is first changes little by little, never for all at once.
        var place = ((user >> 11) * (1.0 / (1UL << 53))) + turned;
        return ((int)criticality * Parts) + (int)((place - Math.Floor(place)) * Parts);
    }

    public static Criticality CriticalityOf(int rank) => (Criticality)Math.Min(rank / Parts, (int)Criticality.Sheddable);
}
