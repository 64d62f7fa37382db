using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;
using Holdfast.Testing;
using Holdfast.Testing.Origins;
using Holdfast.Testing.Origins.Grpc;
using Holdfast.Testing.Processes;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>What the gateway itself refuses is told to a gRPC client as a gRPC status, not as an HTTP error page.</summary>
public sealed class GrpcRefusalTests
{
    [Fact]
    public async Task NoRoute_IsUnimplemented()
    {
        await using var scene = await Scene.WithOriginAsync((_, plan) => plan with
        {
            Interfaces = ["only: { match: { path: /elsewhere }, service: origin }"],
        });

        (await FailAsync(scene, new Ask())).StatusCode.ShouldBe(StatusCode.Unimplemented);
    }

    [Fact]
    public async Task ConnectFailure_IsUnavailable()
    {
        await using var scene = await Scene.BeforeAsync(new Uri($"http://127.0.0.1:{Ports.Free()}"));

        (await FailAsync(scene, new Ask())).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task Deadline_IsDeadlineExceeded()
    {
        await using var scene = await Scene.WithOriginAsync(
            (origin, plan) => plan with { Nodes = [origin.Http2Url], Interface = "timeout: 200ms" });

        (await FailAsync(scene, new Ask { Gate = "never" })).StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    /// <summary>Clients of gRPC declare no length, and a stream has none to be held to; where one is declared, it counts.</summary>
    [Fact]
    public async Task TooLargeByItsOwnWord_IsResourceExhausted()
    {
        await using var scene = await Scene.WithOriginAsync(
            (origin, plan) => plan with { Nodes = [origin.Http2Url], Interface = "max-body: 10KB" });
        var client = scene.Client("2.0");
        using var request = client.Request(HttpMethod.Post, "/holdfast.testing.Probe/Unary");
        request.Content = new PayloadContent(100_000);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");

        using var answer = await client.SendAsync(request, Scene.Cancellation);

        ((int)answer.StatusCode).ShouldBe(200);
        answer.Headers.GetValues("grpc-status").ShouldBe([$"{(int)StatusCode.ResourceExhausted}"]);
        scene.Origin.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task NodeResets_IsUnavailable()
    {
        // What is no HTTP/2 and ends at once: the call was sent, nothing came back.
        await using var node = RecordingOrigin.Start(OriginAnswers.Reset);
        await using var scene = await Scene.BeforeAsync(node.Url);

        (await FailAsync(scene, new Ask())).StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    private static async Task<RpcException> FailAsync(Scene scene, Ask ask)
    {
        using var channel = GrpcChannel.ForAddress(
            scene.Url, new GrpcChannelOptions { HttpHandler = scene.Handler(), DisposeHttpClient = true });
        using var call = new Probe.ProbeClient(channel).UnaryAsync(ask, cancellationToken: Scene.Cancellation);
        var failure = await Should.ThrowAsync<RpcException>(() => call.ResponseAsync.Within("the end of a refused gRPC call"));
        failure.Status.Detail.ShouldNotBeNullOrEmpty();
        return failure;
    }
}
