using System.Globalization;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.EndToEnd;

/// <summary>Deadlines from hop to hop: <c>Holdfast-Timeout-Ms</c> and <c>grpc-timeout</c>, in and out.</summary>
public sealed class DeadlineHeaderTests
{
    private const string Name = "Holdfast-Timeout-Ms";
    private const string Trusting = "trusted-proxies: [ \"127.0.0.0/8\" ]";

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHoldfast-Timeout-Ms: 5\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHoldfast-Timeout-Ms: 900000\r\nHoldfast-Timeout-Ms: 1\r\n\r\n")]
    public async Task Node_IsTold_WhatIsLeftByThePlan(string request)
    {
        await using var node = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Interface = "timeout: 20s" });
        await using var client = await scene.ConnectAsync();

        (await client.AskAsync(request, Scene.Cancellation)).Status.ShouldBe(200);

        // Whatever callers that nobody trusts say of it.
        Milliseconds(node).ShouldBeInRange(10_000, 20_000);
    }

    [Fact]
    public async Task Node_OfALaterAttempt_IsToldWhatIsLeftThen()
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.InTurn(
            async (exchange, stop) =>
            {
                await exchange.ReadBodyAsync(stop);
                // Real time is the subject: what the first attempt used up.
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, stop);
                exchange.Reset();
            },
            OriginAnswers.Ok));
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Interface = "timeout: 20s" });
        await using var client = await scene.ConnectAsync();

        (await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation)).Status.ShouldBe(200);

        var told = node.Heads.Select(static head => long.Parse(head.One(Name)!, CultureInfo.InvariantCulture)).ToArray();
        told.Length.ShouldBe(2);
        (told[0] - told[1]).ShouldBeGreaterThanOrEqualTo(50);
    }

    [Fact]
    public async Task TrustedProxy_WaitsForLess_EndsThenAndIsToldThatItWasItself()
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Never);
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Server = Trusting, Interface = "timeout: 60s" });
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nHoldfast-Timeout-Ms: 300\r\n\r\n", Scene.Cancellation);

        Problems.Check(answer.Body.Text, 504, "everything").GetProperty("rule").GetString().ShouldBe("header:Holdfast-Timeout-Ms");
        Milliseconds(node).ShouldBeInRange(0, 300);
        var counts = scene.Gateway.Server.Runtime.Plan!.Versions.Single().Nodes.Single().State.Meter.Read();
        (counts.Failures, counts.Cancelled).ShouldBe((0, 1));
    }

    [Theory]
    [InlineData("90000")]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("")]
    [InlineData("99999999999999999999")]
    public async Task TrustedProxy_WaitsForLongerOrSaysNothingThatCanBeRead_ThePlanBinds(string value)
    {
        await using var node = RecordingOrigin.Start(OriginAnswers.Never);
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Server = Trusting, Interface = "timeout: 300ms" });
        await using var client = await scene.ConnectAsync();

        var answer = await client.AskAsync($"GET / HTTP/1.1\r\nHost: a\r\nHoldfast-Timeout-Ms: {value}\r\n\r\n", Scene.Cancellation);

        Problems.Check(answer.Body.Text, 504, "everything").GetProperty("rule").GetString().ShouldBe("interfaces.everything.timeout");
        Milliseconds(node).ShouldBeInRange(0, 300);
    }

    [Fact]
    public async Task TrustedProxy_WaitsNoMore_ReachesNobody()
    {
        await using var node = RecordingOrigin.Start();
        await using var scene = await Scene.BeforeAsync(node.Url, plan => plan with { Server = Trusting });
        await using var client = await scene.ConnectAsync();

        (await client.AskAsync("GET / HTTP/1.1\r\nHost: a\r\nHoldfast-Timeout-Ms: 0\r\n\r\n", Scene.Cancellation)).Status.ShouldBe(504);

        node.Heads.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("30S", 20_000, 30_000)]
    [InlineData("1H", 3_500_000, 3_600_000)]
    public async Task Grpc_CallerSaysHowLongItWaits_TheNodeIsToldWhatIsLeft(string timeout, int least, int most)
    {
        await using var scene = await Scene.WithOriginAsync((origin, plan) => plan with { Nodes = [origin.Http2Url], Service = "protocol: http2" });

        var seen = await scene.Client("2.0").EchoAsync(change: request => AsGrpc(request, timeout));

        var told = seen.Header("grpc-timeout").ShouldNotBeNull();
        told.ShouldEndWith("m");
        long.Parse(told[..^1], CultureInfo.InvariantCulture).ShouldBeInRange(least, most);
        // The plan's 60 s until the answer begins, or less.
        long.Parse(seen.Header(Name)!, CultureInfo.InvariantCulture).ShouldBeInRange(least < 60_000 ? least : 40_000, 60_000);
    }

    [Fact]
    public async Task Grpc_CallerDoesNotSay_NothingIsMadeUpThatWouldEndAStream()
    {
        await using var scene = await Scene.WithOriginAsync((origin, plan) => plan with { Nodes = [origin.Http2Url], Service = "protocol: http2" });

        var seen = await scene.Client("2.0").EchoAsync(change: static request => AsGrpc(request, null));

        seen.Header("grpc-timeout").ShouldBeNull();
        seen.Header(Name).ShouldNotBeNull();
    }

    [Fact]
    public async Task Grpc_CallersTimeIsOver_IsToldThatItWasItself()
    {
        await using var scene = await Scene.WithOriginAsync((origin, plan) => plan with { Nodes = [origin.Http2Url], Service = "protocol: http2" });
        var client = scene.Client("2.0");
        using var request = client.Request(HttpMethod.Post, "/hang");
        AsGrpc(request, "300m");

        using var answer = await client.SendAsync(request, Scene.Cancellation);

        answer.Headers.GetValues("grpc-status").ShouldBe(["4"]);
        scene.Gateway.Server.Runtime.Plan!.Versions.Single().Nodes.Single().State.Meter.Read().Failures.ShouldBe(0);
    }

    private static void AsGrpc(HttpRequestMessage request, string? timeout)
    {
        request.Method = HttpMethod.Post;
        request.Content = new ByteArrayContent([0, 0, 0, 0, 0]);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/grpc");
        if (timeout is not null) request.Headers.TryAddWithoutValidation("grpc-timeout", timeout);
    }

    private static long Milliseconds(RecordingOrigin node) =>
        long.Parse(node.Heads.ShouldHaveSingleItem().One(Name)!, CultureInfo.InvariantCulture);
}
