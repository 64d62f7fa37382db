namespace Holdfast.Gateway.Front;

/// <summary>How long the next bytes of a request's body may be waited for: until it is slower than it may be.</summary>
/// <remarks>
/// Only waiting counts: what a node does not take is not the client's fault. What comes quickly is time in hand, but not
/// without end. After a megabyte that would be an hour, and a client that has sent some of a body may still be one that only
/// means to hold the connection.
/// </remarks>
/// <param name="grace">What there is in hand before anything came.</param>
internal struct BodyPace(int bytesPerSecondMin, TimeSpan grace)
{
    /// <summary>Longest wait, whatever came before it.</summary>
    public static readonly TimeSpan InHandMax = TimeSpan.FromSeconds(30);

    private double _secondsLeft = grace.TotalSeconds;

    /// <summary>From now on, if nothing comes.</summary>
    public readonly TimeSpan Left => TimeSpan.FromSeconds(Math.Max(0, _secondsLeft));

    public void Came(int bytes, TimeSpan waited) =>
        _secondsLeft = Math.Min(_secondsLeft - waited.TotalSeconds + ((double)bytes / bytesPerSecondMin), InHandMax.TotalSeconds);
}
