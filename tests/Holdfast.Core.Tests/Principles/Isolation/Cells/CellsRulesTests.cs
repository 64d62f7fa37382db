using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Principles.Isolation.Cells;

public sealed class CellsRulesTests
{
    private const string A = "cell: a";
    private const string B = "cell: b";

    [Theory]
    [InlineData(CellBench.ByTenant, A, B)]
    [InlineData(CellBench.ByTenant + ", pins: { t: a }, when-lost: any, without-key: refuse", A, B)]
    [InlineData(CellBench.ByTenant + ", shards: { nodes: 2 }", "", "", "")]
    [InlineData(CellBench.ByTenant + ", shards: { nodes: 2 }", A, A, A, B, B, B)]
    [InlineData("")]
    public void Check_GoodCells_AreTaken(string cells, params string[] nodes) => Errors(cells, nodes).ShouldBeEmpty();

    [Theory]
    [InlineData("HF2290", "services.s.cells", CellBench.ByTenant, "", "")]
    [InlineData("HF2291", "services.s.versions.v1.nodes[1]", CellBench.ByTenant, A, "", B)]
    [InlineData("HF2293", "services.s.versions.v1.nodes[0].cell", "", A)]
    [InlineData("HF2294", "services.s.cells.pins.t", CellBench.ByTenant + ", pins: { t: c }", A, B)]
    [InlineData("HF2294", "services.s.cells.pins.t", CellBench.ByTenant + ", shards: { nodes: 2 }, pins: { t: c }", "", "", "")]
    [InlineData("HF2295", "services.s.cells.pins.t", "by: [ client, path ], pins: { t: a }", A, B)]
    [InlineData("HF2296", "services.s.cells.shards.nodes", CellBench.ByTenant + ", shards: { nodes: 3 }", "", "", "")]
    [InlineData("HF2296", "services.s.cells.shards.nodes", CellBench.ByTenant + ", shards: { nodes: 2 }", A, A, A, B, B)]
    [InlineData("HF2297", "services.s.cells", CellBench.ByTenant, A, A)]
    [InlineData("HF2190", "services.s.cells.by", "by: \"parameter:tenant\"", A, B)]
    [InlineData("HF1105", "services.s.cells.shards.nodes", CellBench.ByTenant + ", shards: { nodes: 1 }", "", "", "")]
    public void Check_BadCells_AreRefusedWithPlaceAndReason(string id, string path, string cells, params string[] nodes)
    {
        var error = Errors(cells, nodes).ShouldHaveSingleItem();
        (error.Known.Id, error.Path).ShouldBe((id, path));
        error.Advice.ShouldNotBeEmpty();
    }

    [Fact]
    public void Check_AnotherVersionLacksACell_IsRefused()
    {
        var plan = CellBench.Plan([A, B], CellBench.ByTenant).Replace(
            "\n    versions: { v1", "\n    live: v1\n    versions: { v2: { nodes: [ { url: \"http://127.0.0.1:2001\", cell: a } ] }, v1", StringComparison.Ordinal);
        var error = Read(plan).ShouldHaveSingleItem();
        (error.Known.Id, error.Path).ShouldBe(("HF2292", "services.s.versions.v2"));
    }

    [Fact]
    public void Check_MoreCellsThanAreLookedUp_IsRefused() =>
        Errors(CellBench.ByTenant, [.. Enumerable.Range(0, 101).Select(static i => $"cell: c{i}")]).ShouldHaveSingleItem().Known.Id.ShouldBe("HF2298");

    private static IReadOnlyList<PlanError> Errors(string cells, string[] nodes) =>
        Read(CellBench.Plan(nodes.Length == 0 ? [""] : nodes, cells));

    private static IReadOnlyList<PlanError> Read(string plan) =>
        PlanReader.Read("plan.yaml", new MemoryPlanFiles().Add("plan.yaml", plan), static _ => null).Errors;
}
