using CsCheck;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Tests.Pipeline.State;

public sealed class NodeTallyTests
{
    private const int NodesMax = 8;

    private static readonly Withheld[] Reasons = [Withheld.Ejected, Withheld.Probe, Withheld.Drained];

    /// <summary>Whatever happens to nodes, and whichever revision names which of them: it is what counting them all would find.</summary>
    [Fact]
    public void Tally_AfterAnyChanges_IsWhatCountingFinds() =>
        Gen.Select(Gen.Int[0, NodesMax - 1], Gen.Int[0, Reasons.Length], Gen.Bool, Gen.Int[1, NodesMax]).Array[0, 60].Sample(changes =>
        {
            var bench = new Bench(Plan(0, NodesMax / 2));
            foreach (var (node, what, on, count) in changes)
            {
                if (what == Reasons.Length) bench.Publish(Plan(node, count));
                else bench.Node(node % bench.Version().Nodes.Count).State.Withhold(Reasons[what], on, "test");
                bench.Version().State.Tally.ShouldBe(Counted(bench));
            }
        }, iter: 200, threads: 1);

    [Fact]
    public void Tally_NodeThatOnlyAPlanNamesThatNeverGoesLive_IsNotCounted()
    {
        var bench = new Bench(Plan(0, 2));
        bench.Runtime.Prepare(Bench.Read(Plan(0, 5)), "00");

        bench.Version().State.Tally.Nodes.ShouldBe(2);
    }

    [Fact]
    public async Task Tally_ChangedByManyAtOnceAndPublishedMeanwhile_LosesNone()
    {
        var bench = new Bench(Plan(0, NodesMax));
        var nodes = bench.Version().Nodes;
        var changing = nodes.Select(node => Task.Run(() =>
        {
            for (var i = 0; i < 1_001; i++) node.State.Withhold(Withheld.Probe, on: i % 2 == 0, "test");
        })).ToArray();
        for (var i = 0; i < 20; i++) bench.Publish(Plan(0, NodesMax));
        await Task.WhenAll(changing);

        bench.Version().State.Tally.ShouldBe(new NodeTally(NodesMax, 0, 0, 0));
    }

    private static NodeTally Counted(Bench bench)
    {
        var all = bench.Version().Nodes.Select(static node => node.State.Withheld).ToArray();
        return new NodeTally(
            all.Length,
            all.Count(static one => one == Withheld.None),
            all.Count(static one => (one & Withheld.Ejected) != Withheld.None),
            all.Count(static one => one == Withheld.Ejected));
    }

    /// <summary>So many nodes from one on, in a circle: revisions share some of them.</summary>
    private static string Plan(int first, int count) => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ {{string.Join(", ", Enumerable.Range(0, count).Select(i => $"\"http://127.0.0.1:{1001 + ((first + i) % NodesMax)}\""))}} ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s }
        """;
}
