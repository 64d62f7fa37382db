using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Holdfast.Testing.Origins.Grpc;

namespace Holdfast.Testing.Origins;

/// <summary>Answers as much as is asked, and gives back the metadata <see cref="InteropMetadata"/> names.</summary>
internal sealed class InteropService : Interop.InteropBase
{
    public override async Task<Empty> Empty(Empty request, ServerCallContext context)
    {
        await BeginAsync(context, compressed: false);
        return request;
    }

    public override async Task<Sized> Unary(Sized request, ServerCallContext context)
    {
        await BeginAsync(context, request.Compressed);
        End(request.Status, request.Message);
        return Body(request.Wanted, IsCompressed(context));
    }

    public override async Task<Total> Gather(IAsyncStreamReader<Sized> requestStream, ServerCallContext context)
    {
        await BeginAsync(context, compressed: false);
        var total = new Total { Compressed = IsCompressed(context) };
        await foreach (var one in requestStream.ReadAllAsync(context.CancellationToken))
            total.Bytes += one.Body.Length;
        return total;
    }

    public override async Task Scatter(Sizes request, IServerStreamWriter<Sized> responseStream, ServerCallContext context)
    {
        await BeginAsync(context, request.Compressed);
        foreach (var wanted in request.Wanted)
            await responseStream.WriteAsync(Body(wanted, IsCompressed(context)), context.CancellationToken);
        End(request.Status, request.Message);
    }

    public override async Task Converse(
        IAsyncStreamReader<Sizes> requestStream, IServerStreamWriter<Sized> responseStream, ServerCallContext context)
    {
        await BeginAsync(context, compressed: false);
        await foreach (var one in requestStream.ReadAllAsync(context.CancellationToken))
        {
            foreach (var wanted in one.Wanted)
                await responseStream.WriteAsync(Body(wanted, IsCompressed(context)), context.CancellationToken);
            End(one.Status, one.Message);
        }
    }

    /// <summary>The head of the answer, and what its trailers will have.</summary>
    private static async Task BeginAsync(ServerCallContext context, bool compressed)
    {
        var head = new Metadata();
        if (context.RequestHeaders.GetValue(InteropMetadata.Initial) is { } initial) head.Add(InteropMetadata.Initial, initial);
        if (context.RequestHeaders.GetValueBytes(InteropMetadata.Trailing) is { } trailing) context.ResponseTrailers.Add(InteropMetadata.Trailing, trailing);
        if (compressed) head.Add(InteropMetadata.Compress, "gzip");
        await context.WriteResponseHeadersAsync(head);
    }

    private static bool IsCompressed(ServerCallContext context) =>
        context.GetHttpContext().Request.Headers["grpc-encoding"] is [{ } encoding] && encoding != "identity";

    private static Sized Body(int bytes, bool compressed) => new() { Body = ByteString.CopyFrom(new byte[bytes]), Compressed = compressed };

    private static void End(int status, string message)
    {
        if (status != 0) throw new RpcException(new Status((StatusCode)status, message));
    }
}
