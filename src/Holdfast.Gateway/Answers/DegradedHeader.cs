using Holdfast.Gateway.Calls;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Answers;

/// <summary>Tells a caller that what it got is not what the service would have answered, and by which rule of the plan.</summary>
internal static class DegradedHeader
{
    public const string Name = "Holdfast-Degraded";

    /// <summary>Where it is so, with what one can ask by.</summary>
    public static void Write(GatewayCall call, HttpResponse response)
    {
        if (call.SubstitutedBy is not { } rule) return;
        response.Headers[Name] = rule;
        response.Headers[TraceIdHeader.Name] = call.TraceId;
    }
}
