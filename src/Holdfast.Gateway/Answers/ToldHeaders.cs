using Holdfast.Gateway.Calls;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Answers;

/// <summary>Writes what stages tell the caller, into the head of whatever answer goes out.</summary>
internal static class ToldHeaders
{
    public static void Write(GatewayCall call, HttpResponse response)
    {
        if (call.Told is not { } told) return;
        foreach (var (name, value) in told) response.Headers.Append(name, value);
    }
}
