using System.Net;
using Holdfast.Control.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Holdfast.Control.Admin;

/// <summary>What every request to the admin listener must pass: it means this listener; it comes from somebody who is known; and it reads, or was sent by somebody who means to change something and may.</summary>
/// <param name="name">By which other machines call it; null: none does.</param>
internal sealed class AdminGate(RequestDelegate next, AccessDesk access, string? name, ILogger log)
{
    private readonly AccessGuard _access = new(access, log);

    public async Task InvokeAsync(HttpContext context)
    {
        AdminHeaders.Write(context);
        var request = context.Request;
        if (!string.Equals(request.Host.Host, name, StringComparison.OrdinalIgnoreCase) && !IsHere(request.Host.Host, context.Connection.LocalIpAddress))
        {
            log.HostRefused(request.Host.Value ?? "");
            await AdminProblem.WriteAsync(context, StatusCodes.Status421MisdirectedRequest,
                "The Host header names another place. Use localhost or the address this listener has.");
            return;
        }

        // What is posted and not read ends the connection; the other side had better know.
        if (!Reads(request)) context.Response.Headers.Connection = "close";
        if (await _access.KnowsAsync(context) && (Reads(request) || await MeansItAsync(context)) && await _access.AllowsAsync(context)) await next(context);
    }

    private static bool Reads(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <returns>False: the answer has been written.</returns>
    private async ValueTask<bool> MeansItAsync(HttpContext context)
    {
        var (metadata, session) = (context.GetEndpoint()?.Metadata, context.Features.Get<Identity>()?.Session);
        if (metadata?.GetMetadata<TakesForm>() is { } form) return await IsFormOfOursAsync(context, session, form.BytesMax);
        if (metadata?.GetMetadata<CommandRoutes.Changes>() is null)
        {
            context.Response.Headers[HeaderNames.Allow] = "GET, HEAD";
            await AdminProblem.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "Nothing here can be changed: ask with GET or HEAD.");
            return false;
        }

        if (CommandGuard.Check(context.Request) is not { } objection)
            return session is null || Antiforgery.IsOurs(context.Request, session) || await ObjectAsync(context, $"The header {Antiforgery.HeaderName} is missing, or not this session's.");
        log.CommandRefused(context.Request.Path.Value ?? "", objection.Detail);
        await AdminProblem.WriteAsync(context, objection.Status, objection.Detail);
        return false;
    }

    private async ValueTask<bool> IsFormOfOursAsync(HttpContext context, Session? session, int bytesMax)
    {
        if (session is null) return await ObjectAsync(context, "Forms are taken from browsers that are signed in.");
        if (CommandGuard.Origin(context.Request) is { } objection) return await ObjectAsync(context, objection);
        try
        {
            return await Antiforgery.IsOursAsync(context, session, bytesMax) || await ObjectAsync(context, $"The field {Antiforgery.FieldName} is missing, or not this session's.");
        }
        catch (BadHttpRequestException fault)
        {
            await AdminProblem.WriteAsync(context, fault.StatusCode, $"The form has at most {bytesMax} bytes, sent at once.");
        }
        catch (InvalidDataException)
        {
            await AdminProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "The form has more fields, or longer ones, than any of ours.");
        }

        return false;
    }

    /// <returns>False: the answer has been written.</returns>
    private async ValueTask<bool> ObjectAsync(HttpContext context, string detail)
    {
        log.CommandRefused(context.Request.Path.Value ?? "", detail);
        await AdminProblem.WriteAsync(context, AccessErrors.NotOurPage, detail);
        return false;
    }

    /// <summary>
    /// A web page may make a name of its own point at loopback (DNS rebinding) and read what is meant for the machine's
    /// owner; the browser still sends that name.
    /// </summary>
    private static bool IsHere(string host, IPAddress? local) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && (IPAddress.IsLoopback(address) || address.Equals(local)));
}
