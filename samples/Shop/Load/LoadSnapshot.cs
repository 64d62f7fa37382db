namespace Shop.Load;

/// <summary>A load at one moment.</summary>
/// <param name="Elapsed">Since it started; zero before.</param>
/// <param name="InFlight">Requests under way.</param>
/// <param name="FirstOkAt">When the first request was answered with 2xx; null before.</param>
/// <param name="Interfaces">In the order of <see cref="Running.ShopInterfaces.All"/>.</param>
public sealed record LoadSnapshot(
    TimeSpan Elapsed, int InFlight, DateTimeOffset? FirstOkAt, IReadOnlyList<LoadCounts> Interfaces)
{
    public long Sent => Interfaces.Sum(entry => entry.Sent);

    public long Ok => Interfaces.Sum(entry => entry.Ok);

    public long Failed => Interfaces.Sum(entry => entry.Failed);

    public long Dropped => Interfaces.Sum(entry => entry.Dropped);
}
