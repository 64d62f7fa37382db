using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Origins.Grpc;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>Case 24: what implementations of gRPC try on each other, through the gateway.</summary>
public sealed class GrpcInteropTests : IAsyncLifetime
{
    private static readonly int[] Sizes = [31_415, 9, 2_653, 58_979];

    private Scene _scene = null!;
    private GrpcChannel _channel = null!;
    private EncodingWatch _seen = null!;
    private Interop.InteropClient _client = null!;

    private static CancellationToken Cancellation => Scene.Cancellation;

    public async ValueTask InitializeAsync()
    {
        _scene = await Scene.WithOriginAsync((origin, plan) => plan with { Nodes = [origin.Http2Url] });
        _channel = GrpcChannel.ForAddress(_scene.Url, new GrpcChannelOptions { HttpHandler = _seen = new EncodingWatch(_scene.Handler()), DisposeHttpClient = true });
        _client = new Interop.InteropClient(_channel);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _scene.DisposeAsync();
    }

    [Fact]
    public async Task EmptyUnary_IsAnswered() =>
        (await _client.EmptyAsync(new Empty(), cancellationToken: Cancellation)).ShouldBe(new Empty());

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task LargeUnary_CompressedOrNot_IsAnswered(bool request, bool answer)
    {
        using var call = _client.UnaryAsync(
            new Sized { Body = Zeroes(271_828), Wanted = 314_159, Compressed = answer }, Compressing(request), cancellationToken: Cancellation);

        var got = await call;
        _seen.Last.ShouldBe(answer ? "gzip" : "identity");
        got.Body.Length.ShouldBe(314_159);
        got.Compressed.ShouldBe(request);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ClientStreaming_CompressedOrNot_IsAddedUp(bool compressed)
    {
        using var call = _client.Gather(Compressing(compressed), cancellationToken: Cancellation);
        foreach (var size in new[] { 27_182, 8, 1_828, 45_904 })
            await call.RequestStream.WriteAsync(new Sized { Body = Zeroes(size) }, Cancellation);
        await call.RequestStream.CompleteAsync();

        (await call).ShouldBe(new Total { Bytes = 74_922, Compressed = compressed });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ServerStreaming_CompressedOrNot_ComesInOrder(bool compressed)
    {
        using var call = _client.Scatter(new Sizes { Wanted = { Sizes }, Compressed = compressed }, cancellationToken: Cancellation);

        (await ReadAsync(call.ResponseStream)).ShouldBe(Sizes);
        _seen.Last.ShouldBe(compressed ? "gzip" : "identity");
    }

    [Fact]
    public async Task PingPong_EachAnswerBeforeTheNextAsk()
    {
        using var call = _client.Converse(cancellationToken: Cancellation);
        foreach (var size in Sizes)
        {
            await call.RequestStream.WriteAsync(new Sizes { Wanted = { size } }, Cancellation);
            (await call.ResponseStream.MoveNext(Cancellation)).ShouldBeTrue();
            call.ResponseStream.Current.Body.Length.ShouldBe(size);
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task EmptyStream_Ends()
    {
        using var call = _client.Converse(cancellationToken: Cancellation);
        await call.RequestStream.CompleteAsync();

        (await call.ResponseStream.MoveNext(Cancellation)).ShouldBeFalse();
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
    }

    [Fact]
    public async Task CustomMetadata_OfTextAndBytes_ComesBackBothWays()
    {
        byte[] bytes = [0xAB, 0xAB, 0xAB, 0x00, 0xFF];
        var metadata = new Metadata { { InteropMetadata.Initial, "test_initial_metadata_value" }, { InteropMetadata.Trailing, bytes } };

        using var unary = _client.UnaryAsync(new Sized { Wanted = 10 }, metadata, cancellationToken: Cancellation);
        await unary;
        using var duplex = _client.Converse(metadata, cancellationToken: Cancellation);
        await duplex.RequestStream.CompleteAsync();
        (await duplex.ResponseStream.MoveNext(Cancellation)).ShouldBeFalse();

        foreach (var (head, trailers) in new[] { (await unary.ResponseHeadersAsync, unary.GetTrailers()), (await duplex.ResponseHeadersAsync, duplex.GetTrailers()) })
        {
            head.GetValue(InteropMetadata.Initial).ShouldBe("test_initial_metadata_value");
            trailers.GetValueBytes(InteropMetadata.Trailing).ShouldBe(bytes);
        }
    }

    [Theory]
    [InlineData("test status message")]
    [InlineData("\t\ntest with whitespace\r\nand Unicode BMP \u263A and non-BMP \U0001F608\t\n")]
    public async Task StatusCodeAndMessage_OfAnyText_ComeAsTheyAre(string message)
    {
        var unary = await Should.ThrowAsync<RpcException>(
            () => _client.UnaryAsync(new Sized { Status = 2, Message = message }, cancellationToken: Cancellation).ResponseAsync);
        using var duplex = _client.Converse(cancellationToken: Cancellation);
        await duplex.RequestStream.WriteAsync(new Sizes { Status = 2, Message = message }, Cancellation);
        var streamed = await Should.ThrowAsync<RpcException>(() => duplex.ResponseStream.MoveNext(Cancellation));

        (unary.StatusCode, unary.Status.Detail).ShouldBe((StatusCode.Unknown, message));
        (streamed.StatusCode, streamed.Status.Detail).ShouldBe((StatusCode.Unknown, message));
    }

    [Fact]
    public async Task UnimplementedMethodAndService_AreSaidToBe()
    {
        var method = await Should.ThrowAsync<RpcException>(() => _client.MissingAsync(new Empty(), cancellationToken: Cancellation).ResponseAsync);
        var service = await Should.ThrowAsync<RpcException>(
            () => new Absent.AbsentClient(_channel).CallAsync(new Empty(), cancellationToken: Cancellation).ResponseAsync);

        (method.StatusCode, service.StatusCode).ShouldBe((StatusCode.Unimplemented, StatusCode.Unimplemented));
    }

    [Fact]
    public async Task CancelAfterBegin_IsCancelled()
    {
        using var leaving = new CancellationTokenSource();
        using var call = _client.Gather(cancellationToken: leaving.Token);

        await leaving.CancelAsync();

        (await Should.ThrowAsync<RpcException>(() => call.ResponseAsync)).StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task CancelAfterFirstAnswer_IsCancelled()
    {
        using var leaving = new CancellationTokenSource();
        using var call = _client.Converse(cancellationToken: leaving.Token);
        await call.RequestStream.WriteAsync(new Sizes { Wanted = { Sizes[0] } }, Cancellation);
        (await call.ResponseStream.MoveNext(Cancellation)).ShouldBeTrue();

        await leaving.CancelAsync();

        (await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation))).StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    [Fact]
    public async Task TimeoutOnSleepingServer_IsDeadlineExceeded()
    {
        using var call = _client.Converse(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(200));

        var late = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation).Within("the deadline"));

        late.StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    private static Metadata? Compressing(bool compressed) => compressed ? new Metadata { { InteropMetadata.Compress, "gzip" } } : null;

    private static ByteString Zeroes(int count) => ByteString.CopyFrom(new byte[count]);

    private static async Task<IReadOnlyList<int>> ReadAsync(IAsyncStreamReader<Sized> stream)
    {
        List<int> sizes = [];
        while (await stream.MoveNext(Cancellation)) sizes.Add(stream.Current.Body.Length);
        return sizes;
    }

    /// <summary>The client library keeps the encoding of an answer to itself.</summary>
    private sealed class EncodingWatch(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        public string Last { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            Last = answer.Headers.TryGetValues("grpc-encoding", out var values) ? string.Join(',', values) : "identity";
            return answer;
        }
    }
}
