using System.Net;
using Holdfast.Core.Evidence;
using Holdfast.Testing;
using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>What a caller does wrong gets an answer that says so, and is no evidence against a node.</summary>
public sealed class CallerFaultTests
{
    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public async Task Body_StopsComing_Is408AndNeverAnEmpty200(int length)
    {
        await using var node = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Interface = "timeout: 300ms, idle-timeout: 400ms" });
        await using var client = await scene.ConnectAsync();

        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n{new string('x', length / 2)}", Scene.Cancellation);
        var answer = await client.ReadResponseAsync(Scene.Cancellation);

        answer.Status.ShouldBe(408);
        await NoEvidence(scene);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nConnection: Content-Type\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a:99999\r\n\r\n")]
    public async Task Request_ThatCannotBeForwarded_EjectsNobody(string bytes)
    {
        await using var node = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(node.Url);
        for (var i = 0; i < 8; i++)
        {
            await using var client = await scene.ConnectAsync();
            (await client.AskAsync(bytes, Scene.Cancellation)).Status.ShouldBeOneOf(200, 400);
        }

        await NoEvidence(scene);
    }

    [Theory]
    [InlineData("/status/200", 200)]
    [InlineData("/status/503", 503)]
    public async Task Node_AnswersBeforeTheBodyHasCome_TheAnswerStands(string path, int status)
    {
        await using var scene = await Scene.WithOriginAsync((origin, plan) => plan with
        {
            Nodes = [origin.Http2Url], Service = "protocol: http2", Interface = "idle-timeout: 1s, timeout: 1s",
        });
        await using var client = await scene.ConnectAsync();

        await client.SendAsync($"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\nhello", Scene.Cancellation);
        var answer = await client.ReadResponseAsync(Scene.Cancellation);

        answer.Status.ShouldBe(status);
        var counts = await scene.CountsAsync(scene.Gateway.Server.Runtime.Plan!.Interfaces.Keys.Single());
        (status == 200 ? counts.Successes : counts.Failures).ShouldBe(1);
    }

    /// <summary>The client of HTTP/2 stops copying the body when the connection breaks: it looks as if the caller had.</summary>
    [Theory]
    [InlineData("application/json", 502, null)]
    [InlineData("application/grpc", 200, "14")]
    public async Task Node_BreaksOffWhileTheCallerIsWaitedFor_IsNoFaultOfTheCallers(string type, int status, string? grpcStatus)
    {
        await using var scene = await Scene.WithOriginAsync(
            (origin, plan) => plan with { Nodes = [origin.Http2Url], Service = "protocol: http2", Interface = "idle-timeout: 2s" });
        await using var client = await scene.ConnectAsync();

        await client.SendAsync($"POST /drop HTTP/1.1\r\nHost: a\r\nContent-Type: {type}\r\nContent-Length: 3000000\r\n\r\nhello", Scene.Cancellation);
        var answer = await client.ReadResponseAsync(Scene.Cancellation);

        (answer.Status, answer.Head.All("grpc-status").SingleOrDefault()).ShouldBe((status, grpcStatus));
        var counts = await scene.CountsAsync(scene.Gateway.Server.Runtime.Plan!.Interfaces.Keys.Single());
        counts.Failures.ShouldBe(1);
    }

    /// <summary>
    /// Whoever sends such bodies could have one node after the other ejected. It takes its time: less than a second is no patience,
    /// and a machine that is busy may begin to count late.
    /// </summary>
    [Fact]
    public async Task Node_HangsUpOnACallerThatLetsItWait_IsNoEvidenceAgainstIt()
    {
        await using var scene = await Scene.WithOriginAsync(
            (origin, plan) => plan with { Nodes = [origin.Http2Url], Service = "protocol: http2", Interface = "idle-timeout: 30s" });
        await using var client = await scene.ConnectAsync();

        await client.SendAsync("POST /drop?afterMs=2500 HTTP/1.1\r\nHost: a\r\nContent-Length: 3000000\r\n\r\nhello", Scene.Cancellation);
        (await client.ReadResponseAsync(Scene.Cancellation)).Status.ShouldBe(502);

        var counts = await scene.CountsAsync(scene.Gateway.Server.Runtime.Plan!.Interfaces.Keys.Single());
        counts.Failures.ShouldBe(1, "the call has failed all the same");
        var seen = scene.Gateway.Server.Runtime.Plan!.Versions.Single().Nodes.Single().State.Meter.Read();
        (seen.Failures, seen.Cancelled).ShouldBe((0, 1));
    }

    [Fact]
    public async Task GrpcWeb_OverHttp1_IsNotTakenForGrpc()
    {
        await using var node = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(node.Url);
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/grpc-web+proto\r\nContent-Length: 0\r\n\r\n", Scene.Cancellation);

        answer.Status.ShouldBe(200);
    }

    [Fact]
    public async Task MaxBody_OfAGrpcStreamWithoutLength_BindsAllTheSame()
    {
        await using var scene = await Scene.WithOriginAsync((origin, plan) => plan with
        {
            Nodes = [origin.Http2Url], Service = "protocol: http2", Interface = "max-body: 1000B",
        });
        using var request = scene.Client("2.0").Request(HttpMethod.Post, "/echo");
        request.Content = new Unsized(50_000);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");

        using var answer = await scene.Client("2.0").SendAsync(request, Scene.Cancellation);

        answer.Headers.GetValues("grpc-status").ShouldBe(["8"]);
    }

    private static async Task NoEvidence(Scene scene)
    {
        var counts = await scene.CountsAsync(scene.Gateway.Server.Runtime.Plan!.Interfaces.Keys.Single());
        counts.Failures.ShouldBe(0);
        scene.Gateway.Server.Runtime.Plan!.Versions.SelectMany(version => version.Nodes).ShouldAllBe(node => node.State.IsUsable);
    }

    private sealed class Unsized(int bytes) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => stream.WriteAsync(new byte[bytes]).AsTask();

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
