using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Holdfast.Testing.Origins;

/// <summary>What a <see cref="KestrelOrigin"/> answers over HTTP.</summary>
internal static class OriginEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, KestrelOrigin origin)
    {
        routes.Map("/echo/{**rest}", EchoEndpoint.AnswerAsync);
        routes.Map("/status/{code:int}", (int code) => Results.StatusCode(code));
        routes.MapGet("/healthz", () => Results.Text("healthy"));
        routes.MapGet("/download", DownloadAsync);
        routes.MapPost("/upload", (Delegate)UploadAsync);
        routes.MapGet("/events", context => EventsAsync(context, origin));
        routes.Map("/trailers", TrailersAsync);
        routes.Map("/gated", context => GatedAsync(context, origin));
        routes.Map("/hang", context => HangAsync(context, origin));
        routes.MapGet("/break", BreakAsync);
        // Ends the connection and all that is on it. Whether any of a body has come is not asked: what is not flushed may not.
        routes.MapPost("/drop", DropAsync);
        routes.Map("/ws", WebSocketEndpoint.EchoAsync);
    }

    /// <summary><c>afterMs</c>: how long it bears with the caller.</summary>
    private static async Task DropAsync(HttpContext context)
    {
        if (int.TryParse(context.Request.Query["afterMs"], out var after))
            await Task.Delay(TimeSpan.FromMilliseconds(after), TimeProvider.System, context.RequestAborted);
        context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
    }

    /// <summary><c>bytes</c>: how many; <c>length=no</c>: without Content-Length.</summary>
    private static async Task DownloadAsync(HttpContext context)
    {
        var size = long.Parse(context.Request.Query["bytes"]!, CultureInfo.InvariantCulture);
        if (context.Request.Query["length"] != "no")
            context.Response.ContentLength = size;
        var writer = context.Response.BodyWriter;
        for (long position = 0; position < size;)
        {
            var memory = writer.GetMemory(16 * 1024);
            var count = (int)Math.Min(memory.Length, size - position);
            Payload.Fill(position, memory.Span[..count]);
            writer.Advance(count);
            position += count;
            if ((await writer.FlushAsync(context.RequestAborted)).IsCompleted)
                return;
        }
    }

    /// <summary>Answers how many bytes came; 422 when one of them was not the payload's.</summary>
    private static async Task<IResult> UploadAsync(HttpContext context)
    {
        try
        {
            var size = await Payload.VerifyAsync(context.Request.Body, context.RequestAborted);
            return Results.Text(size.ToString(CultureInfo.InvariantCulture));
        }
        catch (InvalidDataException wrong)
        {
            return Results.Text(wrong.Message, statusCode: StatusCodes.Status422UnprocessableEntity);
        }
    }

    /// <summary><c>count</c> events, each behind the gate <c>events</c>.</summary>
    private static async Task EventsAsync(HttpContext context, KestrelOrigin origin)
    {
        var count = int.Parse(context.Request.Query["count"]!, CultureInfo.InvariantCulture);
        context.Response.ContentType = "text/event-stream";
        await context.Response.Body.FlushAsync(context.RequestAborted);
        for (var index = 1; index <= count; index++)
        {
            await PassAsync(context, origin, "events");
            await context.Response.WriteAsync($"data: {index}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    /// <summary>Ends with trailers where the server can send them: over HTTP/2. For HTTP/1.1 there is <see cref="RecordingOrigin"/>.</summary>
    private static async Task TrailersAsync(HttpContext context)
    {
        await Payload.VerifyAsync(context.Request.Body, context.RequestAborted);
        await context.Response.WriteAsync("with trailers", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        var seen = context.Request.CheckTrailersAvailable() ? context.Request.GetTrailer("X-Sent").ToString() : "";
        if (!context.Response.SupportsTrailers())
            return;
        context.Response.AppendTrailer("X-Served", "yes");
        context.Response.AppendTrailer("X-Seen-Trailer", seen);
    }

    /// <summary>Answers once the gate <c>gate</c> lets it.</summary>
    private static async Task GatedAsync(HttpContext context, KestrelOrigin origin)
    {
        await PassAsync(context, origin, context.Request.Query["gate"]!);
        await context.Response.WriteAsync("passed", context.RequestAborted);
    }

    private static Task HangAsync(HttpContext context, KestrelOrigin origin) => PassAsync(context, origin, "never");

    /// <summary>Sends a head and <c>bytes</c> of twice as many, then breaks the answer off.</summary>
    private static async Task BreakAsync(HttpContext context)
    {
        var size = int.Parse(context.Request.Query["bytes"]!, CultureInfo.InvariantCulture);
        if (context.Request.Query["length"] != "no")
            context.Response.ContentLength = 2L * size;
        await context.Response.Body.WriteAsync(Payload.Bytes(size), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    private static async Task PassAsync(HttpContext context, KestrelOrigin origin, string gate)
    {
        try
        {
            await origin.Gate(gate).PassAsync(context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            origin.Aborted(context.Request.Path);
            throw;
        }
    }
}
