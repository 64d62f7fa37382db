using Holdfast.Core.Queue;
using Holdfast.Gateway.Calls;

namespace Holdfast.Gateway.Deliveries;

/// <summary>A request as it can be sent later.</summary>
internal static class LaterRequest
{
    public static OperationRequest Of(GatewayCall call)
    {
        var request = call.Context.Request;
        var headers = new List<KeyValuePair<string, string>>(request.Headers.Count);
        foreach (var (name, values) in request.Headers)
            foreach (var value in values) headers.Add(new(name, value ?? ""));
        return new OperationRequest(request.Method, request.Scheme, call.Target.Whole, call.ClientAddress, headers);
    }
}
