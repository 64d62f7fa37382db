using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

/// <summary>Comparisons where requests are kept on nodes by a key: what a node does worse may be its keys'.</summary>
public sealed class EjectKeysTests
{
    private const string Hash = "balance: { policy: hash, hash: { on: path } }";
    private const string Sticky = "balance: { sticky: { cookie: home } }";

    public static TheoryData<string, string> Ills => new()
    {
        { Hash, "fails" }, { Hash, "is slow" }, { Sticky, "fails" }, { Sticky, "is slow" },
    };

    /// <summary>One key, half of what its node gets, fails or is slow wherever it goes; it goes to the first node that is usable.</summary>
    [Theory]
    [MemberData(nameof(Ills))]
    public async Task Sweep_OneKeyIsIllWhereverItGoes_CostsOneNodeAtATime(string balance, string ill)
    {
        await using var bench = new Bench(Plan(balance));
        var random = new SplitMixRandom(5);
        var most = 0;
        for (var sweep = 0; sweep < 400; sweep++)
        {
            Traffic(bench, random, ill, sick: bench.Version().Nodes.First(static node => node.State.IsUsable).Index);
            most = Math.Max(most, bench.Version().Nodes.Count(static node => !node.State.IsUsable));
        }

        most.ShouldBe(1);
    }

    /// <summary>It is the node that is ill: it is found as it would be without keys, and its keys are well elsewhere.</summary>
    [Theory]
    [MemberData(nameof(Ills))]
    public async Task Sweep_ANodeIsIll_IsEjectedAllTheSame(string balance, string ill)
    {
        await using var bench = new Bench(Plan(balance));
        var random = new SplitMixRandom(6);
        for (var sweep = 0; sweep < 40 && bench.Node(2).State.IsUsable; sweep++) Traffic(bench, random, ill, sick: 2);

        bench.Version().Nodes.Where(static node => !node.State.IsUsable).ShouldBe([bench.Node(2)]);
    }

    /// <summary>Who is dead or fails with every key needs no comparison, and is no key's fault.</summary>
    [Theory]
    [InlineData(FailureKind.Connect, 5)]
    [InlineData(FailureKind.Status, 20)]
    public async Task Observe_AnotherNodeFailsEverything_IsEjectedBesideIt(FailureKind failure, int failures)
    {
        await using var bench = new Bench(Plan(Hash));
        var random = new SplitMixRandom(7);
        for (var sweep = 0; sweep < 40 && bench.Node(2).State.IsUsable; sweep++) Traffic(bench, random, "fails", sick: 2);

        for (var i = 0; i < failures; i++)
        {
            bench.Node(4).State.IsUsable.ShouldBeTrue();
            Drive.Observe(bench, 4, Outcome.Failed(failure));
        }

        bench.Version().Nodes.Count(static node => !node.State.IsUsable).ShouldBe(2);
        BalancingSlice.Eject(bench.Node(4).State).Reason.ShouldBe(EjectReason.FailuresInARow);
    }

    /// <summary>One sweep of a hundred calls a node.</summary>
    private static void Traffic(Bench bench, SplitMixRandom random, string ill, int sick)
    {
        for (var i = 0; i < 600; i++)
        {
            var node = random.Next(6);
            if (!bench.Node(node).State.IsUsable) continue;
            var isIll = node == sick && random.Next(2) == 0;
            var outcome = isIll && ill == "fails" ? Outcome.Answered(500) : Outcome.Answered(200);
            Drive.Observe(bench, node, outcome, TimeSpan.FromMilliseconds(isIll && ill == "is slow" ? 500 : 2));
        }

        bench.Time.Advance(EjectSweep.Every);
    }

    private static string Plan(string balance) => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            {{balance}}
            versions: { v1: { nodes: [ {{string.Join(", ", Enumerable.Range(1, 6).Select(static n => $"\"http://127.0.0.1:100{n}\""))}} ] } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 2s }
        """;
}
