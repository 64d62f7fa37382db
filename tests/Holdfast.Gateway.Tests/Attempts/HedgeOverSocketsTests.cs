using Holdfast.Gateway.Tests.EndToEnd;
using Holdfast.Testing;
using Holdfast.Testing.Origins;

namespace Holdfast.Gateway.Tests.Attempts;

/// <summary>A node that takes requests and does not answer: its callers are answered by the other.</summary>
public sealed class HedgeOverSocketsTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Get_CaughtByANodeThatHangs_IsAnsweredByTheOther(string version)
    {
        await using var pair = await NodePair.StartAsync();
        await pair.LearnAsync();
        pair.A.Script = OriginAnswers.Never;
        var before = pair.A.Heads.Count;
        var client = pair.Scene.Client(version);

        for (var i = 0; i < 10; i++)
        {
            using var request = client.Request(HttpMethod.Get, $"/caught/{i}");
            using var answer = await client.SendAsync(request, Scene.Cancellation);
            ((int)answer.StatusCode).ShouldBe(200);
            (await answer.Content.ReadAsStringAsync(Scene.Cancellation)).ShouldBe("ok");
        }

        // Every second one met it first.
        pair.A.Heads.Count.ShouldBeGreaterThan(before);
        await pair.WaitForQuietAsync();
        pair.Further.ShouldBe(pair.A.Heads.Count - before);
    }

    /// <summary>Before anything is known of what is usual, so that being late cannot be what brings it about.</summary>
    [Fact]
    public async Task Get_SecondAttemptHasATimeOfItsOwn_IsMadeThen()
    {
        await using var pair = await NodePair.StartAsync(target: "timeout: 60s, retry: { late: none, hedge: { after: 20ms, at-most: none } }");
        pair.A.Script = OriginAnswers.Never;
        var client = pair.Scene.Client();

        for (var i = 0; i < 2; i++)
        {
            using var answer = await client.GetAsync("/early", Scene.Cancellation).Within("an answer of the other node");
            ((int)answer.StatusCode).ShouldBe(200);
        }

        pair.A.Heads.Count.ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("POST")]
    public async Task NotSafe_CaughtByANodeThatHangs_WaitsForItAlone(string method)
    {
        await using var pair = await NodePair.StartAsync(target: "timeout: 1s");
        await pair.LearnAsync();
        pair.A.Script = pair.B.Script = OriginAnswers.Never;
        var before = pair.Heads;
        var client = pair.Scene.Client();
        using var request = client.Request(new HttpMethod(method), "/x");
        request.Content = new StringContent("once");

        using var answer = await client.SendAsync(request, Scene.Cancellation);

        ((int)answer.StatusCode).ShouldBe(504);
        pair.Heads.ShouldBe(before + 1);
        pair.Further.ShouldBe(0);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Put_WithABodyThatIsHeld_ReachesTheOtherNodeByteForByte(string version)
    {
        await using var pair = await NodePair.StartAsync(target: "timeout: 60s, retry: { late: none, hedge: { after: 30ms, at-most: none, requests: idempotent } }");
        pair.A.Script = OriginAnswers.Never;
        var client = pair.Scene.Client(version);

        for (var i = 0; i < 4; i++)
        {
            using var request = client.Request(HttpMethod.Put, $"/held/{i}");
            request.Content = new StringContent($"body {i}");
            using var answer = await client.SendAsync(request, Scene.Cancellation);
            ((int)answer.StatusCode).ShouldBe(200);
        }

        await pair.WaitForQuietAsync();
        pair.Further.ShouldBe(pair.A.Heads.Count);
        pair.A.Heads.Count.ShouldBeGreaterThan(0);
        pair.B.Requests.Select(static request => request.Body.Text).Order().ShouldBe(["body 0", "body 1", "body 2", "body 3"]);
    }

    [Fact]
    public async Task Put_CallerSendsItsBodySlowly_IsMadeOnceAndWhole()
    {
        await using var pair = await NodePair.StartAsync(target: "timeout: 60s, retry: { hedge: { after: 20ms, requests: idempotent } }", failuresInARow: 1);
        await pair.LearnAsync();
        await using var client = await pair.ConnectAsync();
        var before = pair.Heads;
        await client.SendAsync("PUT /slow HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nhalf", Scene.Cancellation);
        // Far beyond what would make an attempt late, or have another made beside it.
        await Task.Delay(pair.Target.Retry.LateAfter * 4, TimeProvider.System, Scene.Cancellation);
        pair.Heads.ShouldBe(before);
        await client.SendAsync("rest", Scene.Cancellation);

        (await client.ReadResponseAsync(Scene.Cancellation)).Status.ShouldBe(200);
        await pair.WaitForQuietAsync();
        pair.Nodes.ShouldAllBe(static node => node.State.IsUsable);
        var puts = pair.A.Requests.Concat(pair.B.Requests).Where(static request => request.Method == "PUT").ToArray();
        puts.ShouldAllBe(static put => put.Body.Text == "halfrest");
    }

    [Fact]
    public async Task CallerLeaves_WhileTwoAttemptsAreInFlight_BothConnectionsEnd()
    {
        await using var pair = await NodePair.StartAsync();
        await pair.LearnAsync();
        pair.A.Script = pair.B.Script = OriginAnswers.Never;
        var (a, b) = (pair.A.Heads.Count, pair.B.Heads.Count);
        await using var client = await pair.ConnectAsync();
        await client.SendAsync("GET /left HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation);
        await pair.A.WaitForHeadsAsync(a + 1);
        await pair.B.WaitForHeadsAsync(b + 1);

        client.Reset();

        await pair.WaitForQuietAsync();
        foreach (var node in new[] { pair.A, pair.B })
        {
            var held = node.Connections.Single(connection => connection.Received.Contains("GET /left", StringComparison.Ordinal));
            await held.WaitForEndAsync();
        }

        pair.Nodes.ShouldAllBe(static node => node.State.Meter.Read().Failures == 0);
    }

    [Fact]
    public async Task LongAnswer_OfAQuickNode_IsNotLate()
    {
        await using var pair = await NodePair.StartAsync(failuresInARow: 1);
        await pair.LearnAsync();
        using var gate = new Gate("body");
        pair.A.Script = pair.B.Script = async (exchange, stop) =>
        {
            await exchange.ReadBodyAsync(stop);
            await exchange.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nab", stop);
            await gate.PassAsync(stop);
            await exchange.SendAsync("cd", stop);
        };
        await using var client = await pair.ConnectAsync();
        await client.SendAsync("GET /long HTTP/1.1\r\nHost: a\r\n\r\n", Scene.Cancellation);
        await gate.WaitForWaitingAsync(1);
        // Far beyond what would make an attempt late: real time is the subject.
        await Task.Delay(pair.Target.Retry.LateAfter * 6, TimeProvider.System, Scene.Cancellation);
        gate.Open();

        (await client.ReadResponseAsync(Scene.Cancellation)).Body.Text.ShouldBe("abcd");
        await pair.WaitForQuietAsync();
        pair.Further.ShouldBe(0);
        pair.Nodes.ShouldAllBe(static node => node.State.IsUsable);
    }
}
