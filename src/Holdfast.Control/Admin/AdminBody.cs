using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Holdfast.Control.Admin;

/// <summary>Reads what is posted, within bounds.</summary>
internal static class AdminBody
{
    /// <summary>Enough for some names and a reason, in bytes.</summary>
    public const int SmallBytesMax = 16 * 1024;

    /// <returns>Null when there is none; the answer has been written then.</returns>
    public static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int bytesMax)
        where T : class
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = bytesMax;
        try
        {
            if (await context.Request.ReadFromJsonAsync(type, context.RequestAborted) is { } body) return body;
            await AdminProblem.WriteAsync(context, StatusCodes.Status400BadRequest, "The body is an object.");
        }
        catch (JsonException fault)
        {
            await AdminProblem.WriteAsync(context, StatusCodes.Status400BadRequest, $"The body is not what is asked for: line {fault.LineNumber + 1}, {(fault.Path is { } path ? $"at {path}" : "unreadable")}.");
        }
        catch (BadHttpRequestException fault)
        {
            await AdminProblem.WriteAsync(context, fault.StatusCode, $"The body has at most {bytesMax} bytes, sent at once.");
        }

        return null;
    }
}
