using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Gateway.Deliveries;

/// <summary>Says that a request has a body, or has none: it is all there.</summary>
internal sealed class BodyDetection(bool has) : IHttpRequestBodyDetectionFeature
{
    public bool CanHaveBody => has;
}
