using Holdfast.Core.Pipeline;
using Holdfast.Core.Telemetry;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Telemetry;

public sealed class NodeReporterTests
{
    [Fact]
    public async Task Report_EjectedNode_SaysUntilWhen()
    {
        await using var bench = new Bench(Plan(nodes: 2));

        await CallAsync(bench, 12, "http://127.0.0.1:1002");

        var node = Node(bench, 1);
        node.State.ShouldBe("ejected");
        (node.Until!.Value - bench.Time.GetUtcNow()).ShouldBeInRange(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(20));
        Node(bench, 0).Until.ShouldBeNull();
    }

    [Fact]
    public async Task Report_OnlyNodeFails_SaysWhyItIsUsedAllTheSame()
    {
        await using var bench = new Bench(Plan(nodes: 1));

        await CallAsync(bench, 12, "http://127.0.0.1:1001");

        Node(bench, 0).Reason.ShouldBe("the only node, therefore not ejected");
    }

    [Fact]
    public async Task Report_LastUsableNodeFails_SaysThatItIsTheLast()
    {
        await using var bench = new Bench(Plan(nodes: 2));

        await CallAsync(bench, 12, "http://127.0.0.1:1002");
        await CallAsync(bench, 12, "http://127.0.0.1:1001");

        Node(bench, 1).State.ShouldBe("ejected");
        Node(bench, 0).Reason.ShouldBe("last usable node, therefore not ejected");
    }

    [Fact]
    public async Task Report_EjectNone_SaysThatItIsOff()
    {
        await using var bench = new Bench(Plan(nodes: 2).Replace("eject: { consecutive-failures: 3, at-most: 0.5, for: 10s }", "eject: none", StringComparison.Ordinal));

        await CallAsync(bench, 12, "http://127.0.0.1:1001");

        Node(bench, 0).Reason.ShouldBe("not ejected: 'eject' is none");
    }

    [Fact]
    public async Task Report_CapIsReached_SaysSo()
    {
        await using var bench = new Bench(Plan(nodes: 4));

        await CallAsync(bench, 80, "http://127.0.0.1:1001", "http://127.0.0.1:1002", "http://127.0.0.1:1003");

        var nodes = StatusReporter.Report(bench.Runtime, true).Services[0].Versions[0].Nodes;
        nodes.Count(static node => node.State == "ejected").ShouldBe(2);
        nodes.Where(static node => node.State != "ejected" && node.FailureRatio >= StatusReport.FailingRatio)
            .ShouldHaveSingleItem().Reason.ShouldBe("the cap of 50% is reached");
    }

    [Fact]
    public async Task Report_AllNodesFailNowAndThen_SaysThatTheyFailAlike()
    {
        await using var bench = new Bench(Plan(nodes: 2));
        var made = 0;

        for (var i = 0; i < 60; i++) await CallAsync(bench, _ => made++ % 6 < 2);

        foreach (var i in (int[])[0, 1]) Node(bench, i).Reason.ShouldBe("all nodes fail alike");
    }

    [Fact]
    public async Task Report_NodeThatHardlyFails_HasNoReason()
    {
        await using var bench = new Bench(Plan(nodes: 1));
        var made = 0;

        for (var i = 0; i < 60; i++) await CallAsync(bench, _ => made++ == 0);

        Node(bench, 0).FailureRatio!.Value.ShouldBeInRange(0.001, StatusReport.FailingRatio);
        Node(bench, 0).Reason.ShouldBeEmpty();
    }

    private static string Plan(int nodes) => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions:
              v1: { nodes: [ {{string.Join(", ", Enumerable.Range(1001, nodes).Select(static port => $"\"http://127.0.0.1:{port}\""))}} ] }
            live: v1
            balance: { policy: round-robin }
            health: { eject: { consecutive-failures: 3, at-most: 0.5, for: 10s } }
        interfaces:
          all: { match: { path: /** }, service: s }
        """;

    private static NodeStatus Node(Bench bench, int index) => StatusReporter.Report(bench.Runtime, true).Services[0].Versions[0].Nodes[index];

    private static async Task CallAsync(Bench bench, int calls, params string[] failing)
    {
        for (var i = 0; i < calls; i++) await CallAsync(bench, failing.Contains);
    }

    private static async Task CallAsync(Bench bench, Func<string, bool> fails)
    {
        var call = bench.Call();
        call.Target = "/any";
        call.OnAttempt = (node, _) => new(Outcome.Answered(fails(node.Address) ? 500 : 200));
        await CallPipeline.RunAsync(call);
    }
}
