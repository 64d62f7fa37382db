using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Core.Tests.Plan;

public sealed class PlanMutationTests
{
    private const int Seeds = 8;
    private const int MutationsOfASeed = 12_500;
    private const long BytesMax = 8L << 20;

    public static TheoryData<int> EverySeed => [.. Enumerable.Range(1, Seeds)];

    [Theory]
    [MemberData(nameof(EverySeed))]
    public void SpoiledPlan_Read_IsAPlanOrErrorsWithinBounds(int seed)
    {
        var mutator = new PlanMutator(seed);
        var good = Texts.Good(Texts.Whole);
        for (var i = 0; i < MutationsOfASeed; i++)
        {
            var bytes = mutator.Mutate(i % 2 == 0 ? Texts.Whole : Texts.Least);
            Check(bytes, good, $"seed {seed}, mutation {i}");
        }
    }

    private static void Check(byte[] bytes, HoldfastPlan good, string which)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = Texts.Read(new MemoryPlanFiles().Add("plan.yaml", bytes));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        if (allocated > BytesMax)
            throw new InvalidOperationException($"{which} took {allocated:N0} bytes.");
        if (result.Plan is null == (result.ErrorsTotal == 0) || result.Errors.Count > 100)
            throw new InvalidOperationException($"{which} is neither a plan nor errors.");
        foreach (var error in result.Errors)
        {
            if (error.Message.Length == 0 || error.Advice.Length == 0 || error.Text.Length > 80 || error.ToString().Any(char.IsControl))
                throw new InvalidOperationException($"{which} has an error that cannot be shown: {error}");
        }

        if (result.Plan is not null)
            PlanDiff.Compare(good, result.Plan);
    }
}
