using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Picking;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class NodeSharesTests
{
    [Fact]
    public async Task Of_WeightsSlowStartAndWithheld_IsWhatEachIsMeantToGet()
    {
        await using var bench = new PickerBench([4, 2, 1], "slow-start: 10s");
        bench.Nodes[2].State.Withhold(Withheld.Probe, on: true, "test");
        bench.Nodes[0].State.Withhold(Withheld.Ejected, on: true, "test");
        bench.Nodes[0].State.Withhold(Withheld.Ejected, on: false, "");
        bench.Bench.Time.Advance(TimeSpan.FromSeconds(5));

        var shares = NodeShares.Of(bench.Version);
        shares[bench.Nodes[0]].ShouldBe(0.5, 1e-9);
        shares[bench.Nodes[1]].ShouldBe(0.5, 1e-9);
        shares.ContainsKey(bench.Nodes[2]).ShouldBeFalse();
    }
}
