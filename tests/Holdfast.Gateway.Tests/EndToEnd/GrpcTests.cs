using Grpc.Core;
using Grpc.Net.Client;
using Holdfast.Testing.Origins.Grpc;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>gRPC with a real client and a real server on either side: four kinds, trailers, statuses, cancellation.</summary>
public sealed class GrpcTests : IAsyncLifetime
{
    private readonly List<GrpcChannel> _channels = [];
    private Scene _scene = null!;

    private static CancellationToken Cancellation => Scene.Cancellation;

    public async ValueTask InitializeAsync() =>
        _scene = await Scene.WithOriginAsync((origin, plan) => plan with { Nodes = [origin.Http2Url] });

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        await _scene.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Unary_ThroughTheGateway_AnswersWithTrailers(bool tls)
    {
        using var call = Probe(tls).UnaryAsync(new Ask { Text = "hello" }, cancellationToken: Cancellation);

        (await call).Text.ShouldBe("hello");
        call.GetStatus().StatusCode.ShouldBe(StatusCode.OK);
        call.GetTrailers().GetValue("x-answers").ShouldBe("1");
    }

    [Fact]
    public async Task ClientStream_ThroughTheGateway_AnswersOnce()
    {
        using var call = Probe().ClientStream(cancellationToken: Cancellation);
        for (var index = 0; index < 10; index++)
            await call.RequestStream.WriteAsync(new Ask { Text = $"{index}" }, Cancellation);
        await call.RequestStream.CompleteAsync();

        (await call).Text.ShouldBe("0 1 2 3 4 5 6 7 8 9");
    }

    [Fact]
    public async Task ServerStream_ThroughTheGateway_PassesEachMessageAtOnce()
    {
        using var call = Probe().ServerStream(new Ask { Text = "a", Answers = 5, Gate = "stream" }, cancellationToken: Cancellation);

        for (var index = 0; index < 5; index++)
        {
            _scene.Origin.Gate("stream").Open();
            (await call.ResponseStream.MoveNext(Cancellation)).ShouldBeTrue();
            call.ResponseStream.Current.Index.ShouldBe(index);
        }

        (await call.ResponseStream.MoveNext(Cancellation)).ShouldBeFalse();
        call.GetTrailers().GetValue("x-answers").ShouldBe("5");
    }

    [Fact]
    public async Task Duplex_ThroughTheGateway_GoesBothWaysAtOnce()
    {
        using var call = Probe().Duplex(cancellationToken: Cancellation);

        for (var index = 0; index < 20; index++)
        {
            await call.RequestStream.WriteAsync(new Ask { Text = $"{index}" }, Cancellation);
            (await call.ResponseStream.MoveNext(Cancellation)).ShouldBeTrue();
            call.ResponseStream.Current.Text.ShouldBe($"{index}");
        }

        await call.RequestStream.CompleteAsync();
        (await call.ResponseStream.MoveNext(Cancellation)).ShouldBeFalse();
        call.GetTrailers().GetValue("x-answers").ShouldBe("20");
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.ResourceExhausted)]
    public async Task Status_OfTheNode_PassesAsItIs(StatusCode status)
    {
        using var call = Probe().UnaryAsync(new Ask { FailWith = (int)status }, cancellationToken: Cancellation);

        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseAsync);

        failure.StatusCode.ShouldBe(status);
        failure.Status.Detail.ShouldBe("asked for");
        failure.Trailers.GetValue("x-answers").ShouldBe("1");
    }

    [Fact]
    public async Task Status_AfterMessages_PassesAsItIs()
    {
        using var call = Probe().ServerStream(
            new Ask { Answers = 2, FailWith = (int)StatusCode.DataLoss }, cancellationToken: Cancellation);
        (await call.ResponseStream.MoveNext(Cancellation)).ShouldBeTrue();
        (await call.ResponseStream.MoveNext(Cancellation)).ShouldBeTrue();

        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseStream.MoveNext(Cancellation));

        failure.StatusCode.ShouldBe(StatusCode.DataLoss);
    }

    [Fact]
    public async Task Cancel_ByTheClient_ReachesTheNode()
    {
        using var leaving = new CancellationTokenSource();
        using var call = Probe().UnaryAsync(new Ask { Gate = "held" }, cancellationToken: leaving.Token);
        await _scene.Origin.Gate("held").WaitForWaitingAsync(1);

        await leaving.CancelAsync();

        (await Should.ThrowAsync<RpcException>(() => call.ResponseAsync)).StatusCode.ShouldBe(StatusCode.Cancelled);
        await _scene.Origin.WaitForAbortAsync("/holdfast.testing.Probe/Unary");
    }

    [Fact]
    public async Task Message_OfManyMegabytes_PassesWhole()
    {
        var text = new string('x', 8_000_000);

        using var call = Probe().UnaryAsync(new Ask { Text = text }, cancellationToken: Cancellation);

        (await call).Text.Length.ShouldBe(text.Length);
    }

    private Probe.ProbeClient Probe(bool tls = false)
    {
        var channel = GrpcChannel.ForAddress(
            tls ? _scene.TlsUrl : _scene.Url,
            new GrpcChannelOptions { HttpHandler = _scene.Handler(), DisposeHttpClient = true, MaxReceiveMessageSize = null });
        _channels.Add(channel);
        return new Probe.ProbeClient(channel);
    }
}
