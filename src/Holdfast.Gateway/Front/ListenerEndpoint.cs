using System.Net;

namespace Holdfast.Gateway.Front;

/// <summary>An address on which traffic is taken, its port known.</summary>
/// <param name="Listener">Name in the plan.</param>
public sealed record ListenerEndpoint(string Listener, IPEndPoint Address, bool IsTls)
{
    public Uri Url => new($"{(IsTls ? "https" : "http")}://{Address}");
}
