using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class PickAllocationTests
{
    private const int Picks = 20_000;

    public static TheoryData<string> EveryPolicy => PickerSharesTests.EveryPolicy;

    [Theory, MemberData(nameof(EveryPolicy))]
    public async Task Pick_OneNodeTriedAndOneCameBack_AllocatesNothing(string policy)
    {
        await using var bench = new PickerBench([3, 2, 1, 1], policy == "hash" ? "policy: hash, hash: { on: path }" : $"policy: {policy}");
        bench.Nodes[1].State.Withhold(Withheld.Probe, on: true, "test");
        bench.Nodes[1].State.Withhold(Withheld.Probe, on: false, "");
        // The system's clock: fake time allocates by itself.
        using var call = new FakeCall(TimeProvider.System);
        call.Tried.Add(bench.Nodes[3].State);
        Pick(bench, call);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Pick(bench, call);

        // The runtime accounts in pieces of 8 KB: what a pick allocates shows over many, one piece more or less does not.
        ((GC.GetAllocatedBytesForCurrentThread() - before) / Picks).ShouldBe(0);
    }

    private static void Pick(PickerBench bench, FakeCall call)
    {
        var version = bench.Version;
        for (var i = 0; i < Picks; i++) version.Picker.Pick(version, call);
    }
}
