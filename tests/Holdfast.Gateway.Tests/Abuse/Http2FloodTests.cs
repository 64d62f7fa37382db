using Holdfast.Gateway.Front;
using Holdfast.Gateway.Tests.Front;
using Holdfast.Testing;
using Holdfast.Testing.Clients.Http2;
using Microsoft.AspNetCore.Http;

namespace Holdfast.Gateway.Tests.Abuse;

/// <summary>Clients of HTTP/2 that ask for nothing but work are cut; memory stays bounded and nobody else notices.</summary>
public sealed class Http2FloodTests
{
    private const int StepsMax = 200_000;
    private const long MemoryMax = 50L << 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Floods =>
        ["rapid reset", "made to reset", "ping", "settings", "priority", "continuation", "continuation of fields", "empty data", "unknown frames", "dribbled window", "reset again"];

    [Theory]
    [MemberData(nameof(Floods))]
    public async Task Flood_OfAnyKind_IsCutAndNobodyElseNotices(string kind)
    {
        await using var front = await FrontHarness.StartAsync(FrontHarness.AnswerOk);
        await using var healthy = HealthyTraffic.To(front.Url());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        await using var client = await Http2Client.ConnectAsync(front.Url(), Cancellation);

        var sent = await Flood.SendAsync(
            client,
            step =>
            {
                if (step % 10_000 == 0) peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
                return Step(kind, step);
            },
            StepsMax);

        sent.ShouldBeLessThan(StepsMax);
        (peak - before).ShouldBeLessThan(MemoryMax);
        await healthy.ShouldHaveGoneWellAsync();
    }

    private static IEnumerable<Http2Frame> Step(string kind, int step)
    {
        var id = (2 * step) + 1;
        return kind switch
        {
            "rapid reset" => [Http2Frame.Head(id, Http2Fields.Get), Http2Frame.Reset(id)],
            "made to reset" => [Http2Frame.Head(id, Http2Fields.Get), Http2Frame.Window(id, int.MaxValue)],
            "reset again" => [Http2Frame.Head(id, Http2Fields.Get), Http2Frame.Reset(id), Http2Frame.Reset(id)],
            "ping" => [Http2Frame.Ping()],
            "settings" => [Http2Frame.Settings((4, 65_535))],
            "priority" => [new Http2Frame(Http2FrameType.Priority, 0, 1, new byte[5] { 0, 0, 0, 3, 7 })],
            "unknown frames" => [new Http2Frame(Http2FrameType.Unknown, 0, 0, new byte[3])],
            "dribbled window" => [Http2Frame.Window(0, 1)],
            "empty data" => step == 0 ? [Http2Frame.Head(1, Http2Fields.Post, Http2Frame.EndHeaders)] : [Http2Frame.Data(1, default, last: false)],
            "continuation" => step == 0 ? [Http2Frame.Head(1, Http2Fields.Get, flags: 0)] : [Http2Frame.Continuation(1, default, last: false)],
            _ => step == 0 ? [Http2Frame.Head(1, Http2Fields.Get, flags: 0)] : [Http2Frame.Continuation(1, Http2Fields.Of(($"x-{step}", "1")), last: false)],
        };
    }
}
