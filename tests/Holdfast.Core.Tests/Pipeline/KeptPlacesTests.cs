using System.Diagnostics.Metrics;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>What stages and gates keep has places in the call, of a fixed number.</summary>
public sealed class KeptPlacesTests
{
    private const string Limits = "[ { rate: 1/s }, { rate: 2/s }, { concurrency: 1 }, { concurrency: 2 }, { concurrency: 3 }, { rate: 9/s, per: client }, { rate: 8/s }, { rate: 7/s } ]";

    /// <summary>As many entries of every kind as the rules let a plan have.</summary>
    private const string Fullest = $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002" ] } }
            overload: {}
            pool: { concurrency: 10, per-node: 5 }
            connections: 5
            breaker: {}
            limit: [ { concurrency: 1 }, { concurrency: 2, per: interface }, { concurrency: 3, per: node }, { rate: 1/s }, { rate: 2/s, per: node }, { rate: 3/s }, { rate: 4/s }, { rate: 5/s } ]
        interfaces:
          i:
            match: { path: "/{first}/{rest...}" }
            service: s
            limit: {{Limits}}
            isolate: [ { concurrency: 5 }, { concurrency: 4, per: client }, { concurrency: 3, per: path } ]
            hot-keys: { key: "parameter:first" }
            cache: {}
            coalesce: {}
        """;

    [Fact]
    public async Task Compile_TheFullestPlan_HasAPlaceForEverything()
    {
        await using var bench = new Bench(Fullest);
        var version = bench.Version();

        bench.Plan.Interfaces["i"].Inbound.Length.ShouldBeInRange(9, KeptPlaces.PlacesMax);
        (version.Gates.Length + version.NodeGates.Length).ShouldBeInRange(9, KeptPlaces.PlacesMax);
    }

    [Theory]
    [InlineData("limit: [ { concurrency: 1 }, { concurrency: 2 }, { concurrency: 3 }, { concurrency: 4 } ]", "HF2206")]
    [InlineData("isolate: [ { concurrency: 5 }, { concurrency: 4, per: client }, { concurrency: 3, per: path }, { concurrency: 2, per: \"header:A\" } ]", "HF2229")]
    public void Plan_OneEntryMore_IsRefused(string fields, string error) =>
        PlanReader.Read("plan.yaml", new MemoryPlanFiles().Add("plan.yaml", Bench.TwoNodes.Replace("max-body: 1KB", fields, StringComparison.Ordinal)), static _ => null)
            .Errors.ShouldContain(one => one.Known.Id == error);

    [Fact]
    public void Compile_APrincipleBringsMoreThanThereArePlaces_IsFoundBeforeAnyCall() =>
        Should.Throw<InvalidOperationException>(() => new Bench(slices: [.. Slices.All, new Greedy()])).Message.ShouldStartWith("interfaces.i has ");

    private sealed class Greedy : ISlice, IInboundSlice
    {
        public string Id => "greedy";

        public int Principle => 1;

        public string Title => Id;

        public IEnumerable<InboundStage> Compile(InterfacePlan plan, ServiceModel service, CompileContext context) =>
            Enumerable.Range(0, KeptPlaces.PlacesMax + 1).Select(static _ => new Stage());

        public Snapshot Snapshot(SliceContext context) => new(Id, []);

        public void Instrument(Meter meter, Func<SliceContext?> now)
        {
        }
    }

    private sealed class Stage : InboundStage
    {
        public override Position Position => Position.Limits;

        public override ValueTask<Verdict> EnterAsync(Call call) => new(Verdict.Pass);
    }
}
