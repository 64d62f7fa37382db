using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Principles.Limits.Overload.Shedding;

/// <summary>Who goes before whom: by criticality, and among their like by user, in turns. Pure.</summary>
public static class ShedRank
{
    /// <summary>Parts that the users of one criticality are in.</summary>
    public const int Parts = 64;

    public const int Count = ((int)Criticality.Sheddable + 1) * Parts;

    private const int BitsOfParts = 6;

    /// <summary>Where a user stands on the ring of its criticality; it stays there.</summary>
    /// <param name="user">Hash of the user.</param>
    public static int Place(Criticality criticality, ulong user) => ((int)criticality * Parts) + (int)(user >> (64 - BitsOfParts));

    /// <param name="turns">How far the ring has turned; its whole part does not matter.</param>
    /// <returns>The same in parts.</returns>
    public static int Turned(double turns) => (int)((turns - Math.Floor(turns)) * Parts);

    /// <summary>The rank of who stands at a place. The ring moves on a part at a time: who is first changes little by little, never for all at once.</summary>
    public static int Of(int place, int turned) => (place & ~(Parts - 1)) | ((place + turned) & (Parts - 1));

    /// <summary>Who has a rank: the other way round.</summary>
    public static int PlaceOf(int rank, int turned) => Of(rank, -turned);

    public static Criticality CriticalityOf(int rank) => (Criticality)Math.Min(rank / Parts, (int)Criticality.Sheddable);
}
