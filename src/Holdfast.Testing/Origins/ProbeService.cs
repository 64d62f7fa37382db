using Grpc.Core;
using Holdfast.Testing.Origins.Grpc;

namespace Holdfast.Testing.Origins;

/// <summary>A gRPC service with a method of each kind. Says in the trailer <c>x-answers</c> how many messages it sent.</summary>
internal sealed class ProbeService(KestrelOrigin origin) : Probe.ProbeBase
{
    public override async Task<Answer> Unary(Ask request, ServerCallContext context)
    {
        await PassAsync(request, context);
        End(request, context, 1);
        return Answer(request.Text, 0);
    }

    public override async Task<Answer> ClientStream(IAsyncStreamReader<Ask> requestStream, ServerCallContext context)
    {
        List<string> texts = [];
        var last = new Ask();
        await foreach (var ask in requestStream.ReadAllAsync(context.CancellationToken))
        {
            texts.Add(ask.Text);
            last = ask;
        }

        End(last, context, 1);
        return Answer(string.Join(' ', texts), 0);
    }

    public override async Task ServerStream(
        Ask request, IServerStreamWriter<Answer> responseStream, ServerCallContext context)
    {
        for (var index = 0; index < request.Answers; index++)
        {
            await PassAsync(request, context);
            await responseStream.WriteAsync(Answer(request.Text, index), context.CancellationToken);
        }

        End(request, context, request.Answers);
    }

    public override async Task Duplex(
        IAsyncStreamReader<Ask> requestStream, IServerStreamWriter<Answer> responseStream, ServerCallContext context)
    {
        var index = 0;
        var last = new Ask();
        await foreach (var ask in requestStream.ReadAllAsync(context.CancellationToken))
        {
            await PassAsync(ask, context);
            await responseStream.WriteAsync(Answer(ask.Text, index++), context.CancellationToken);
            last = ask;
        }

        End(last, context, index);
    }

    private Answer Answer(string text, int index) => new() { Text = text, Version = origin.Options.Version, Index = index };

    private async Task PassAsync(Ask ask, ServerCallContext context)
    {
        if (ask.Gate.Length == 0)
            return;
        try
        {
            await origin.Gate(ask.Gate).PassAsync(context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            origin.Aborted(context.Method);
            throw;
        }
    }

    private static void End(Ask ask, ServerCallContext context, int answers)
    {
        context.ResponseTrailers.Add("x-answers", $"{answers}");
        if (ask.FailWith != 0)
            throw new RpcException(new Status((StatusCode)ask.FailWith, "asked for"));
    }
}
