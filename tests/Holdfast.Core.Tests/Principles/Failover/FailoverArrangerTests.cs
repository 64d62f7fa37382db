using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Failover;

public sealed class FailoverArrangerTests
{
    private const string Zoned = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions:
              v1:
                nodes:
                  - { url: "http://127.0.0.1:1001", zone: east }
                  - { url: "http://127.0.0.1:1002", zone: west }
                  - { url: "http://127.0.0.1:1003", zone: west }
                  - { url: "http://127.0.0.1:1004", zone: west, priority: 1 }
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;

    [Fact]
    public async Task Pick_OwnZoneWell_StaysInIt()
    {
        await using var bench = new Bench(Zoned, zone: "west");
        (await Asked(bench, 100)).ShouldBe(["http://127.0.0.1:1002", "http://127.0.0.1:1003"]);
    }

    [Fact]
    public async Task Pick_OwnZoneLost_GoesToTheOthersOfThePriority()
    {
        await using var bench = new Bench(Zoned, zone: "east");
        bench.Node(0).State.Withhold(Withheld.Probe, on: true, "test");
        (await Asked(bench, 100)).ShouldBe(["http://127.0.0.1:1002", "http://127.0.0.1:1003"]);
    }

    [Fact]
    public async Task Pick_FirstPriorityLost_GoesToTheNext()
    {
        await using var bench = new Bench(Zoned);
        for (var i = 0; i < 3; i++) bench.Node(i).State.Withhold(Withheld.Probe, on: true, "test");
        (await Asked(bench, 20)).ShouldBe(["http://127.0.0.1:1004"]);
    }

    [Fact]
    public async Task Pick_HalfOfTheOwnZoneSick_SpillsInProportion()
    {
        await using var bench = new Bench(Zoned, zone: "west");
        bench.Node(1).State.Withhold(Withheld.Ejected, on: true, "test");
        var own = 0;
        for (var i = 0; i < 10_000; i++)
        {
            var call = bench.Call();
            await CallPipeline.RunAsync(call);
            if (call.Nodes[0].EndsWith("1003", StringComparison.Ordinal)) own++;
        }

        // 1.4 × 1/2 = 70%; five standard deviations of a binomial over 10,000 draws are 2.3%.
        own.ShouldBeInRange(6_770, 7_230);
    }

    [Fact]
    public async Task Pick_TheDrawnGroupIsUsedUp_GoesToAnother()
    {
        await using var bench = new Bench(Zoned.Replace("service: s }", "service: s, retry: { attempts: 4, backoff: { base: 0s } } }"), zone: "east");
        var call = bench.Call();
        call.OnAttempt = (_, _) => new(Outcome.Failed(FailureKind.Connect));
        await CallPipeline.RunAsync(call);

        call.Nodes.Count.ShouldBe(4);
        call.Nodes.ShouldBeUnique();
    }

    private static async Task<IEnumerable<string>> Asked(Bench bench, int calls)
    {
        var asked = new HashSet<string>();
        for (var i = 0; i < calls; i++)
        {
            var call = bench.Call();
            await CallPipeline.RunAsync(call);
            asked.UnionWith(call.Nodes);
        }

        return asked.Order();
    }
}
