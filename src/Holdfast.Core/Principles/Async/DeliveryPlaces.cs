namespace Holdfast.Core.Principles.Async;

/// <summary>How the places of a lane are shared between what is new and what was tried before. Pure.</summary>
/// <param name="Most">Places there are now.</param>
/// <param name="Share">Of them, at most this share for what was tried before.</param>
internal readonly record struct DeliveryPlaces(int Most, double Share)
{
    /// <summary>What fails slowly never holds every place, but where there is only one, or the share is all.</summary>
    public int RetriedMax => Share >= 1 || Most == 1 ? Most : Math.Clamp((int)(Most * Share), 1, Most - 1);

    /// <summary>Free places that may go to what was tried before.</summary>
    /// <param name="inFlight">Of those, on their way now.</param>
    public int RetriedRoom(int room, int inFlight) => Math.Clamp(RetriedMax - inFlight, 0, room);

    /// <summary>Free places that are first offered to what was tried before, so that many new ones do not keep it waiting for ever.</summary>
    /// <param name="turn">Where one place is free at a time it is given by turns.</param>
    public int RetriedFirst(int room, int inFlight, int turn)
    {
        // Nor the other way round: however large its share.
        var share = Math.Min(Share, 0.5);
        return Math.Min(RetriedRoom(room, inFlight), room > 1 ? Math.Max(1, (int)(room * share)) : turn % (int)Math.Round(1 / share) == 0 ? 1 : 0);
    }
}
