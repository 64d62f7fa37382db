using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;

namespace Holdfast.Testing.Tests.Clients;

public sealed class OpenLoadTests
{
    [Fact]
    public async Task Run_HealthyOrigin_AccountsForEveryRequest()
    {
        await using var origin = RecordingOrigin.Start(
            OriginAnswers.Status(200, "ok", "X-Origin-Version: v1\r\n"));
        using var load = new OpenLoad(new OpenLoadPlan { Url = origin.Url, Rate = 500, Count = 100, ConnectionsMax = 4 });

        var result = await load.RunAsync(TestContext.Current.CancellationToken);

        result.Failed.ShouldBeEmpty(result.ToString());
        result.Versions.ShouldBe(new Dictionary<string, int> { ["v1"] = 100 });
        result.KeptConnections.ShouldBeInRange(1, 4);
        origin.Connections.Count.ShouldBe(50 + result.KeptConnections);
    }

    [Fact]
    public async Task Run_SomeAnswersBroken_CountsThemAsFailed()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(
            OriginAnswers.Status(500), OriginAnswers.CloseAfter("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"), OriginAnswers.Ok));
        using var load = new OpenLoad(
            new OpenLoadPlan { Url = origin.Url, Rate = 500, Count = 10, WithoutKeepAliveRatio = 1 });

        var result = await load.RunAsync(TestContext.Current.CancellationToken);

        result.Failed.Count.ShouldBe(2, result.ToString());
    }

    [Fact]
    public async Task Run_AnswersOfEveryKind_AreToldApart()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(
            OriginAnswers.Status(503, "why"),
            OriginAnswers.CloseAfter("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"),
            OriginAnswers.Status(200, "short")));
        using var load = new OpenLoad(
            new OpenLoadPlan { Url = origin.Url, Rate = 10, Count = 3, WithoutKeepAliveRatio = 1, BodyLength = 9 });

        var requests = (await load.RunAsync(TestContext.Current.CancellationToken)).Requests;

        requests.Single(r => r.Status == 503).ShouldSatisfyAllConditions(r => r.Problem.ShouldBe("why"), r => r.Failed.ShouldBeTrue());
        requests.Single(r => r.IsBroken).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(200), r => r.Failed.ShouldBeTrue());
        requests.Single(r => r.Error?.StartsWith("passed off as whole", StringComparison.Ordinal) == true).IsBroken.ShouldBeFalse();
    }

    [Fact]
    public async Task Run_PostsWithIds_NamesEachOnce()
    {
        await using var origin = RecordingOrigin.Start();
        using var load = new OpenLoad(
            new OpenLoadPlan { Url = origin.Url, Method = HttpMethod.Post, RequestIds = "a", Rate = 500, Count = 20 });

        (await load.RunAsync(TestContext.Current.CancellationToken)).Failed.ShouldBeEmpty();

        origin.Heads.Select(head => (head.StartLine, head.One("X-Request-Id")))
            .ShouldBe(Enumerable.Range(0, 20).Select(i => ("POST / HTTP/1.1", (string?)$"a-{i}")), ignoreOrder: true);
    }

    [Fact]
    public async Task Run_MoreInFlightThanAllowed_FailsTheSurplus()
    {
        using var gate = new Gate("answers");
        await using var origin = RecordingOrigin.Start(OriginAnswers.Gated(gate, OriginAnswers.Ok));
        using var load = new OpenLoad(new OpenLoadPlan
        {
            Url = origin.Url, Rate = 5_000, Count = 20, InFlightMax = 5, WithoutKeepAliveRatio = 1,
        });

        var running = load.RunAsync(TestContext.Current.CancellationToken);
        await load.WaitForAnsweredAsync(15);
        gate.Open(5);
        var result = await running;

        result.Failed.Count.ShouldBe(15);
        result.Failed.ShouldAllBe(r => r.Error!.StartsWith("not sent"));
    }

    [Fact]
    public async Task Stop_InMidLoad_AccountsForWhatWasSentAndNoMore()
    {
        await using var origin = RecordingOrigin.Start();
        using var load = new OpenLoad(new OpenLoadPlan { Url = origin.Url, Rate = 500, Count = 100_000, ConnectionsMax = 4 });
        var running = load.RunAsync(TestContext.Current.CancellationToken);
        await load.WaitForAnsweredAsync(20);

        load.Stop();
        var result = await running;

        result.Requests.Count.ShouldBe(origin.Requests.Count);
        result.Failed.ShouldBeEmpty(result.ToString());
    }
}
