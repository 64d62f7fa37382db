using System.Net.Sockets;
using System.Text;
using Holdfast.Testing.Faults;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Testing.Node;

/// <summary>Answers one request as its sickness wants.</summary>
internal sealed class SickAnswers(SicknessSwitch switched, TimeProvider clock)
{
    private static readonly byte[] Body = Payload.Bytes(NodeAnswer.BodyLength);

    public async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        var (sickness, ends) = switched.Draw();
        switch (sickness.Kind)
        {
            case NodeSicknessKind.Status:
                context.Response.StatusCode = sickness.Status;
                context.Response.ContentLength = 0;
                break;
            case NodeSicknessKind.Hang:
                await HangAsync(context, ends);
                break;
            case NodeSicknessKind.Reset:
                Reset(context);
                break;
            case NodeSicknessKind.Break:
                await BreakAsync(context, ends);
                break;
            case NodeSicknessKind.Work:
                // Whether the caller still waits or not: that is what overload is.
                await Task.Delay(switched.Slots.Take(), clock, CancellationToken.None);
                context.Response.ContentLength = Body.Length;
                await context.Response.Body.WriteAsync(Body, context.RequestAborted);
                break;
            default:
                if (sickness.Delay > TimeSpan.Zero)
                    await Task.Delay(sickness.Delay, clock, context.RequestAborted);
                context.Response.ContentLength = Body.Length;
                await context.Response.Body.WriteAsync(Body, context.RequestAborted);
                break;
        }
    }

    private static async Task HangAsync(HttpContext context, CancellationToken ends)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ends, context.RequestAborted);
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (either.Token.Register(over.SetResult))
            await over.Task;
        context.Abort();
    }

    /// <summary>Lingering for no time turns the close into a TCP reset.</summary>
    private static void Reset(HttpContext context)
    {
        context.Features.Get<IConnectionSocketFeature>()!.Socket.LingerState = new(enable: true, seconds: 0);
        context.Abort();
    }

    /// <summary>Written past Kestrel: an abort may overtake what Kestrel has yet to write, and the caller would see no answer begin.</summary>
    private async Task BreakAsync(HttpContext context, CancellationToken ends)
    {
        const int Half = NodeAnswer.BodyLength / 2;
        var framing = switched.NextIsChunked()
            ? $"Transfer-Encoding: chunked\r\n\r\n{Half:x}\r\n"
            : $"Content-Length: {NodeAnswer.BodyLength}\r\n\r\n";
        var head = $"HTTP/1.1 200 OK\r\n{NodeAnswer.Node}: {context.Response.Headers[NodeAnswer.Node]}\r\n{framing}";
        byte[] answer = [.. Encoding.ASCII.GetBytes(head), .. Body.AsSpan(0, Half)];
        var socket = context.Features.Get<IConnectionSocketFeature>()!.Socket;
        await socket.SendAsync(answer);
        // An orderly end, as of a process that was told to go: a reset might take the bytes before it along.
        socket.Shutdown(SocketShutdown.Send);
        await HangAsync(context, ends);
    }
}
