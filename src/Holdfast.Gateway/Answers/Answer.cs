using System.Globalization;
using System.Net.Mime;
using Holdfast.Core.Pipeline;
using Holdfast.Gateway.Calls;
using Holdfast.Gateway.Forwarding;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Answers;

/// <summary>The answers Holdfast gives itself: problem details (RFC 9457), or a gRPC status where that is what the caller reads.</summary>
internal static class Answer
{
    /// <param name="detail">What is wrong with this request in particular; empty where the title says it all.</param>
    public static Task WriteAsync(GatewayCall call, Refusal refusal, string detail = "")
    {
        var context = call.Context;
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        response.Clear();
        if (call.RetryAfter > TimeSpan.Zero)
            response.Headers.RetryAfter = ((int)Math.Ceiling(call.RetryAfter.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        response.Headers.CacheControl = "no-store";
        response.Headers[TraceIdHeader.Name] = call.TraceId;
        ToldHeaders.Write(call, response);
        // Where the next request begins may be as unclear as what this one was.
        if (refusal.Decision is "bad-framing" or "bad-host" && !HttpProtocol.IsHttp2(context.Request.Protocol))
            response.Headers.Connection = "close";
        return call.IsGrpc ? WriteGrpcAsync(call, refusal, detail) : WriteProblemAsync(call, refusal, detail);
    }

    /// <summary>An answer that was at hand.</summary>
    public static async ValueTask WriteAsync(GatewayCall call, StoredAnswer answer)
    {
        var response = call.Context.Response;
        response.Clear();
        response.StatusCode = answer.Status;
        for (var i = 0; i < answer.Headers.Count; i++) response.Headers.Append(answer.Headers[i].Key, answer.Headers[i].Value);
        if (call.AnswerAge is { } age) response.Headers.Age = age;
        if (call.CacheStatus is { } status) response.Headers[CacheHeaders.Status] = status;
        DegradedHeader.Write(call, response);
        ToldHeaders.Write(call, response);
        if (answer.Status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)) response.ContentLength = answer.Body.Length;
        try
        {
            if (!HttpMethods.IsHead(call.Method)) await response.Body.WriteAsync(answer.Body, call.Context.RequestAborted);
            await response.CompleteAsync();
        }
        catch (OperationCanceledException)
        {
            // The caller went; the outcome says so.
        }
    }

    private static Task WriteProblemAsync(GatewayCall call, Refusal refusal, string detail)
    {
        var response = call.Context.Response;
        response.StatusCode = refusal.Status;
        response.ContentType = MediaTypeNames.Application.ProblemJson;
        if (detail.Length == 0 && call.Interface?.Host is InterfaceRoute route)
        {
            WriteReady(call, route.Problems.Of(call, refusal));
            return Task.CompletedTask;
        }

        var body = Problem.Write(call, refusal, detail, call.TraceId);
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(call.Method) ? Task.CompletedTask : response.Body.WriteAsync(body, call.Context.RequestAborted).AsTask();
    }

    /// <summary>Into the server's own buffer, which it sends with the head when the call has ended.</summary>
    private static void WriteReady(GatewayCall call, ReadOnlySpan<byte> text)
    {
        var response = call.Context.Response;
        response.ContentLength = text.Length;
        if (HttpMethods.IsHead(call.Method)) return;
        ProblemTexts.Write(text, call.TraceId, response.BodyWriter.GetSpan(text.Length));
        response.BodyWriter.Advance(text.Length);
    }

    /// <summary>A head and nothing else: the status stands where gRPC clients look for it in an answer without messages.</summary>
    private static Task WriteGrpcAsync(GatewayCall call, Refusal refusal, string detail)
    {
        var response = call.Context.Response;
        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = call.Context.Request.ContentType;
        response.Headers["grpc-status"] = GrpcStatus.For(refusal.Status).ToString(CultureInfo.InvariantCulture);
        var title = detail.Length == 0 ? refusal.Error.Title : $"{refusal.Error.Title} {detail}";
        response.Headers["grpc-message"] = Uri.EscapeDataString($"{title} ({refusal.Decision}, {call.Trace.TraceId})");
        return response.CompleteAsync();
    }
}
