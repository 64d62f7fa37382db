using System.Net;
using Microsoft.Extensions.Time.Testing;
using Shop.Nodes;

namespace Shop.Tests.Nodes;

public sealed class NodeHostTests
{
    private const string Item = "/api/catalog/items/i-001";

    [Fact]
    public async Task Answer_Any_SaysNodeVersionAndZone()
    {
        await using var node = await TestNode.StartAsync(
            new NodeOptions { Service = ShopServices.Catalogue, Version = "v3", Zone = "west", Name = "c-1" });

        foreach (var path in new[] { Item, "/healthz", "/nowhere" })
        {
            using var response = await node.GetAsync(path);
            response.Headers.GetValues(ShopHeaders.Node).ShouldBe(["c-1"]);
            response.Headers.GetValues(ShopHeaders.Version).ShouldBe(["v3"]);
            response.Headers.GetValues(ShopHeaders.Zone).ShouldBe(["west"]);
        }
    }

    [Fact]
    public async Task Work_MoreRequestsThanSlots_QueueAndTakeLonger()
    {
        var time = new ArmedTime();
        await using var node = await TestNode.StartAsync(
            new NodeOptions { Service = ShopServices.Catalogue, Slots = 2 }, time);
        var requests = Enumerable.Range(0, 5).Select(_ => node.GetAsync(Item)).ToArray();
        await node.WorkAsync(work => work is { Busy: 2, Queued: 3, Done: 0 }, "two at work and three in line");

        // Each advance is far more than one request takes, and time stands still otherwise: two at a time get through.
        foreach (var done in new[] { 2, 4, 5 })
        {
            var left = requests.Length - done;
            await time.ArmedAsync(done);
            time.Advance(TimeSpan.FromSeconds(10));
            await node.WorkAsync(
                work => work.Done == done && work.Busy == Math.Min(2, left) && work.Queued == Math.Max(0, left - 2),
                $"{done} done and the rest still there");
        }

        foreach (var request in requests)
            (await request).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Fail_EveryRequest_AnswersTheStatusAtOnceAndStaysHealthy()
    {
        await using var node = await TestNode.StartAsync(
            new NodeOptions { Service = ShopServices.Catalogue }, new FakeTimeProvider());
        await node.TurnAsync("""{"fail":1,"status":500}""");

        using var answer = await node.GetAsync(Item);
        using var health = await node.GetAsync("/healthz");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Fail_HalfOfTheRequests_FailsTheSameOnesForTheSameSeed()
    {
        async Task<string> RunAsync(ulong seed)
        {
            await using var node = await TestNode.StartAsync(
                new NodeOptions { Service = ShopServices.Catalogue, Seed = seed });
            await node.TurnAsync("""{"fail":0.5}""");
            var answers = "";
            for (var i = 0; i < 24; i++)
            {
                using var answer = await node.GetAsync(Item);
                answers += answer.IsSuccessStatusCode ? '.' : 'x';
            }

            return answers;
        }

        var first = await RunAsync(seed: 4);

        first.ShouldContain('x');
        first.ShouldContain('.');
        (await RunAsync(seed: 4)).ShouldBe(first);
    }

    [Fact]
    public async Task Slow_Set_AddsToTheTimeOfTheWork()
    {
        var time = new ArmedTime();
        await using var node = await TestNode.StartAsync(new NodeOptions { Service = ShopServices.Catalogue }, time);
        await node.TurnAsync("""{"slow":"10s"}""");
        var request = node.GetAsync(Item);
        await time.ArmedAsync(1);

        time.Advance(TimeSpan.FromSeconds(9.9));
        await node.WorkAsync(work => work is { Busy: 1, Done: 0 }, "the request still at work");

        time.Advance(TimeSpan.FromSeconds(1));
        using var answer = await request.Within("the slow answer");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Hang_TurnedBack_AnswersWhatHung()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Catalogue);
        await node.TurnAsync("""{"hang":true}""");
        var request = node.GetAsync(Item);
        await node.WorkAsync(work => work.Failed == 1, "the request to hang");
        request.IsCompleted.ShouldBeFalse();

        await node.TurnAsync("{}");

        using var answer = await request.Within("the answer that hung");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Hang_NodeStopped_EndsAllTheSame()
    {
        var node = await TestNode.StartAsync(ShopServices.Catalogue);
        await node.TurnAsync("""{"hang":true,"health":"hang"}""");
        var requests = new[] { node.GetAsync(Item), node.GetAsync("/healthz") };
        await node.WorkAsync(work => work.Failed == 1, "the request to hang");

        await node.DisposeAsync().AsTask().Within("the node to stop");

        foreach (var request in requests)
            await request.ShouldThrowAsync<Exception>();
    }

    [Fact]
    public async Task Reset_EveryRequest_BreaksTheConnection()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Catalogue);
        await node.TurnAsync("""{"reset":1}""");

        var failure = await node.GetAsync(Item).ShouldThrowAsync<HttpRequestException>();

        failure.GetBaseException().ShouldBeOfType<System.Net.Sockets.SocketException>()
            .SocketErrorCode.ShouldBe(System.Net.Sockets.SocketError.ConnectionReset);
    }

    [Fact]
    public async Task Health_Down_Answers503WhileTheWorkGoesOn()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Catalogue);
        await node.TurnAsync("""{"health":"down"}""");

        using var health = await node.GetAsync("/healthz");
        using var answer = await node.GetAsync(Item);

        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Behaviour_Read_IsWhatWasWritten()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Catalogue);
        await node.TurnAsync("""{"fail":0.5,"slow":"2s","health":"down"}""");

        (await node.GetJsonAsync("/_shop/behaviour")).GetRawText().ShouldBe(
            """{"fail":0.5,"status":503,"slow":"2000ms","hang":false,"reset":0,"health":"down","for":null}""");
    }

    [Fact]
    public async Task Behaviour_OutOfRange_IsRefusedAndNothingChanges()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Catalogue);

        using var refused = await node.PostAsync("/_shop/behaviour", """{"fail":2,"health":"ill"}""");
        using var answer = await node.GetAsync(Item);

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TestNode.ReadJsonAsync(refused)).GetProperty("detail").GetString()
            .ShouldBe("fail is a share from 0 to 1; health is up, down or hang");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Exit_Told_AnswersAndStops()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Catalogue);

        using var answer = await node.PostAsync("/_shop/exit", "");

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await node.Stopped.Within("the node to stop");
    }
}
