using System.Net;
using Microsoft.Extensions.Time.Testing;
using Shop.Load;
using Shop.Nodes;
using Shop.Running;

namespace Shop.Tests.Load;

public sealed class ShopLoadTests
{
    private static readonly Uri Gateway = new("http://127.0.0.1:1");
    private static readonly LoadOptions TenSeconds = new() { DurationMax = TimeSpan.FromSeconds(10) };

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task RunAsync_ToItsEnd_SendsWhatTheScheduleSaysAndStops()
    {
        using var gateway = StubGateway.Of(HttpStatusCode.OK);
        using var load = new ShopLoad(Gateway, TenSeconds, _time, gateway);

        (await DriveAsync(load.RunAsync(TestContext.Current.CancellationToken))).ShouldBe(LoadEnd.DurationReached);

        var schedule = new ArrivalSchedule(TenSeconds);
        var expected = new List<string>();
        for (var next = schedule.Next(); next.At < TenSeconds.DurationMax; next = schedule.Next())
            expected.Add($"{next.Call.Method} {next.Call.PathAndQuery}");
        gateway.Paths.ShouldBe(expected);
        var snapshot = load.Snapshot();
        snapshot.Ok.ShouldBe(expected.Count);
        snapshot.Sent.ShouldBe(expected.Count);
        snapshot.Dropped.ShouldBe(0);
        snapshot.InFlight.ShouldBe(0);
        snapshot.Interfaces.Select(entry => entry.Interface).ShouldBe(ShopInterfaces.All.Select(entry => entry.Name));
    }

    [Fact]
    public async Task RunAsync_NoAnswers_NeverMoreUnderWayThanTheBound()
    {
        using var gateway = StubGateway.Silent();
        using var load = new ShopLoad(
            Gateway, TenSeconds with { InFlightMax = 7, Timeout = TimeSpan.FromMinutes(5) }, _time, gateway);
        using var stop = new CancellationTokenSource();

        var run = load.RunAsync(stop.Token);
        await AdvanceUntilAsync(() => load.Snapshot() is { Sent: 7, Dropped: > 100 }, "arrivals to be dropped");
        load.Snapshot().InFlight.ShouldBe(7);
        await stop.CancelAsync();

        (await run.Within("the load to stop")).ShouldBe(LoadEnd.Stopped);
        gateway.InFlightPeak.ShouldBe(7);
        var end = load.Snapshot();
        end.InFlight.ShouldBe(0);
        // What its own end cut off is no failure.
        end.Failed.ShouldBe(0);
    }

    [Fact]
    public async Task RunAsync_NoAnswerInPatience_IsAFailure()
    {
        using var gateway = StubGateway.Silent();
        using var load = new ShopLoad(
            Gateway, TenSeconds with { Timeout = TimeSpan.FromSeconds(2) }, _time, gateway);

        await DriveAsync(load.RunAsync(TestContext.Current.CancellationToken));

        var snapshot = load.Snapshot();
        snapshot.Failed.ShouldBe(snapshot.Sent);
        snapshot.Interfaces[0].LastFailure.ShouldBe("no answer within 2 s");
        load.FirstOk.IsCompleted.ShouldBeFalse();
        snapshot.FirstOkAt.ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_ErrorsFromTheGateway_AreCountedAndDescribed()
    {
        using var gateway = StubGateway.Of(HttpStatusCode.ServiceUnavailable);
        using var load = new ShopLoad(Gateway, TenSeconds, _time, gateway);

        await DriveAsync(load.RunAsync(TestContext.Current.CancellationToken));

        var snapshot = load.Snapshot();
        snapshot.Failed.ShouldBe(snapshot.Sent);
        snapshot.Interfaces.ShouldAllBe(entry => entry.LastFailure == "503 from the gateway");
    }

    [Fact]
    public async Task RunAsync_Twice_IsRefused()
    {
        using var gateway = StubGateway.Of(HttpStatusCode.OK);
        using var load = new ShopLoad(Gateway, TenSeconds, _time, gateway);
        await DriveAsync(load.RunAsync(TestContext.Current.CancellationToken));

        await Should.ThrowAsync<InvalidOperationException>(
            () => load.RunAsync(TestContext.Current.CancellationToken).Within("the second run to be refused"));
    }

    [Fact]
    public async Task RunAsync_EveryServiceOnSockets_IsAnsweredWithSuccess()
    {
        // Each call goes to the node of its service, as a gateway would route it, one at a time.
        await using var shop = new TestShop();
        using var client = new HttpClient();
        var schedule = new ArrivalSchedule(LoadOptions.Default);
        var seen = new HashSet<string>();
        for (var i = 0; i < 300 && seen.Count < ShopInterfaces.All.Count; i++)
        {
            var call = schedule.Next().Call;
            if (!seen.Add(call.Interface))
                continue;

            var entry = ShopInterfaces.All.Single(entry => entry.Name == call.Interface);
            var node = await shop.NodeAsync(entry.Service);
            using var answer = call.Body is null
                ? await node.GetAsync(call.PathAndQuery)
                : await node.PostAsync(call.PathAndQuery, call.Body, call.Key);
            answer.IsSuccessStatusCode.ShouldBeTrue($"{call}: {answer.StatusCode}");
        }

        seen.Count.ShouldBe(ShopInterfaces.All.Count);
    }

    [Fact]
    public async Task FirstOk_OverASocket_IsWhenTheFirstWasAnswered()
    {
        await using var node = await TestNode.StartAsync(ShopServices.Catalogue);
        using var load = new ShopLoad(
            node.Client.BaseAddress!, new LoadOptions { RatePerSecond = 200 }, TimeProvider.System);
        using var stop = new CancellationTokenSource();

        var run = load.RunAsync(stop.Token);
        var first = await load.FirstOk.Within("the first answer", state: () => $"{load.Snapshot()}");
        await stop.CancelAsync();
        await run.Within("the load to stop");

        load.Snapshot().FirstOkAt.ShouldBe(first);
    }

    private async Task<LoadEnd> DriveAsync(Task<LoadEnd> run)
    {
        await AdvanceUntilAsync(() => run.IsCompleted, "the load to reach its end");
        return await run;
    }

    /// <summary>Arrivals have fixed moments, so it does not matter that time may pass before the load waits for the next.</summary>
    private Task AdvanceUntilAsync(Func<bool> condition, string what) => Eventually.HoldsAsync(
        () =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return condition();
        },
        what);
}
