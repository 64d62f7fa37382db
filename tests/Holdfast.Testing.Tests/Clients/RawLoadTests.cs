using Holdfast.Testing.Clients;
using Holdfast.Testing.Origins;

namespace Holdfast.Testing.Tests.Clients;

public sealed class RawLoadTests
{
    [Fact]
    public async Task Run_HealthyOrigin_AccountsForEveryRequestOnFewConnections()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Ok);

        var result = await RunAsync(Plan(origin) with { Count = 200, BodyLength = 2 });

        result.Failed.ShouldBeEmpty(result.ToString());
        result.Requests.Count.ShouldBe(200);
        origin.Requests.Count.ShouldBe(200);
        origin.Connections.Count.ShouldBe(result.KeptConnections);
        result.KeptConnections.ShouldBeLessThan(100);
    }

    [Fact]
    public async Task Run_AnswersOfEveryKind_AreToldApart()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.InTurn(
            OriginAnswers.Status(503, "why"),
            OriginAnswers.CloseAfter("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort"),
            OriginAnswers.Status(200, "short"),
            OriginAnswers.Status(200, "as agreed")));

        var requests = (await RunAsync(Plan(origin) with { Rate = 10, Count = 4, BodyLength = 9 })).Requests;

        requests.Select(static request => (request.Status, request.Error)).ShouldBe(
            [(503, null), (0, "ended"), (200, "passed off as whole: 5 of 9 bytes"), (200, null)], ignoreOrder: true);
    }

    [Fact]
    public async Task Run_ServerThatClosesEachTime_OpensAnother()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Status(200, "ok", "Connection: close\r\n"));

        var result = await RunAsync(Plan(origin) with { Count = 20 });

        result.Failed.ShouldBeEmpty(result.ToString());
        result.KeptConnections.ShouldBe(20);
    }

    [Fact]
    public async Task Run_NoAnswer_IsGivenUpInItsTime()
    {
        await using var origin = RecordingOrigin.Start(OriginAnswers.Never);

        var result = await RunAsync(Plan(origin) with { Count = 5, Timeout = TimeSpan.FromMilliseconds(100) });

        result.Requests.ShouldAllBe(static request => request.Error == "timeout" && request.Latency >= TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public async Task Run_MoreAtOnceThanConnections_FailsTheSurplus()
    {
        using var gate = new Gate("answers");
        await using var origin = RecordingOrigin.Start(OriginAnswers.Gated(gate, OriginAnswers.Ok));
        using var load = new RawLoad(Plan(origin) with { Rate = 5_000, Count = 20, ConnectionsMax = 5 });

        var running = load.RunAsync(TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => origin.Requests.Count == 5, "five requests");
        gate.Open(5);
        var result = await running;

        result.Failed.Count.ShouldBe(15, result.ToString());
        result.Failed.ShouldAllBe(static request => request.Error!.StartsWith("not sent"));
    }

    private static OpenLoadPlan Plan(RecordingOrigin origin) => new() { Url = origin.Url, Rate = 500, Count = 1, WithoutKeepAliveRatio = 0 };

    private static async Task<OpenLoadResult> RunAsync(OpenLoadPlan plan)
    {
        using var load = new RawLoad(plan);
        return await load.RunAsync(TestContext.Current.CancellationToken);
    }
}
