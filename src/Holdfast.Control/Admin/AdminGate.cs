using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Control.Admin;

/// <summary>What every request to the admin listener must pass: it means this listener; and it reads, or was sent by somebody who means to change something.</summary>
internal sealed class AdminGate(RequestDelegate next, ILogger log)
{
    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        var request = context.Request;
        if (!IsHere(request.Host.Host, context.Connection.LocalIpAddress))
        {
            log.HostRefused(request.Host.Value ?? "");
            return AdminProblem.WriteAsync(context, StatusCodes.Status421MisdirectedRequest,
                "The Host header names another place. Use localhost or the address this listener has.");
        }

        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return next(context);
        if (context.GetEndpoint()?.Metadata.GetMetadata<CommandRoutes.Changes>() is null)
        {
            headers[HeaderNames.Allow] = "GET, HEAD";
            return AdminProblem.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "Nothing here can be changed: ask with GET or HEAD.");
        }

        if (CommandGuard.Check(request) is not { } objection) return next(context);
        log.CommandRefused(request.Path.Value ?? "", objection.Detail);
        return AdminProblem.WriteAsync(context, objection.Status, objection.Detail);
    }

    /// <summary>
    /// A web page may make a name of its own point at loopback (DNS rebinding) and read what is meant for the machine's
    /// owner; the browser still sends that name.
    /// </summary>
    private static bool IsHere(string host, IPAddress? local) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && (IPAddress.IsLoopback(address) || address.Equals(local)));
}
