namespace Holdfast.Core.Principles.Breakers;

/// <summary>What an attempt carries from entering to leaving, in one number: its era, its place in flight, whether it is a trial.</summary>
internal readonly record struct BreakerTicket(long Value)
{
    private const int EraShift = 16;
    private const int PlaceShift = 1;
    private const int PlaceMask = 0x7FF;

    public BreakerTicket(long era, int place, bool isTrial)
        : this((era << EraShift) | ((long)(place + 1) << PlaceShift) | (isTrial ? 1L : 0L))
    {
    }

    /// <summary>0: it was let pass unjudged.</summary>
    public long Era => Value >> EraShift;

    /// <summary>-1: it has none.</summary>
    public int Place => (int)((Value >> PlaceShift) & PlaceMask) - 1;

    public bool IsTrial => (Value & 1) != 0;
}
