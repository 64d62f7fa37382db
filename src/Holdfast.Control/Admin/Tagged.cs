using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Control.Admin;

/// <summary>Gives an answer a tag by what is in it: who asks again and has it already is told just that. For lists that are short, and change seldom.</summary>
internal static class Tagged
{
    private const int TagBytes = 12;

    public static RequestDelegate Answer(RequestDelegate answer) => async context =>
    {
        var (response, body) = (context.Response, context.Response.Body);
        using var written = new MemoryStream();
        response.Body = written;
        try
        {
            await answer(context);
        }
        finally
        {
            response.Body = body;
        }

        if (response.StatusCode == StatusCodes.Status200OK)
        {
            var tag = $"\"{Base64Url.EncodeToString(SHA256.HashData(written.GetBuffer().AsSpan(0, (int)written.Length)).AsSpan(0, TagBytes))}\"";
            response.Headers.ETag = tag;
            if (context.Request.Headers.IfNoneMatch == tag)
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                (response.ContentLength, response.ContentType) = (null, null);
                return;
            }
        }

        response.ContentLength = written.Length;
        await body.WriteAsync(written.GetBuffer().AsMemory(0, (int)written.Length), context.RequestAborted);
    };
}
