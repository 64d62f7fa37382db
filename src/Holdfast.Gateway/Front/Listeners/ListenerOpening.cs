using Holdfast.Core.Plan;
using Holdfast.Gateway.Front.Tls;

namespace Holdfast.Gateway.Front.Listeners;

/// <summary>What a listener does with a new connection. Replaced as a whole when the plan changes it.</summary>
internal sealed record ListenerOpening(HttpVersions Versions, CertificateStore? Certificates)
{
    public bool IsTls => Certificates is not null;
}
