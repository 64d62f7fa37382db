using Holdfast.Core.Principles.Isolation.Cells;
using Holdfast.Core.Tests.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Isolation.Cells;

public sealed class RendezvousTests
{
    [Theory]
    [InlineData(8, 2, 28)]
    [InlineData(6, 3, 20)]
    [InlineData(5, 1, 5)]
    public void Choose_EveryChoice_IsAsLikelyAsEveryOther(int things, int each, int choices)
    {
        var counts = All(Names(things), each).GroupBy(static chosen => string.Join(',', chosen)).Select(static group => group.Count()).ToArray();
        counts.Length.ShouldBe(choices);
        ChiSquared.ShouldHold(counts, [.. Enumerable.Repeat(1, choices)]);
    }

    [Fact]
    public void Choose_AThingComes_TakesItsPartAndMovesNothingElse()
    {
        var names = Names(9);
        var (before, after) = (All(names[..8], 2), All(names, 2));
        var changed = before.Zip(after).Where(static pair => !pair.First.SequenceEqual(pair.Second)).ToArray();

        // Of nine choose two, two of nine choices have the new one.
        ((double)changed.Length / Rendezvous.Buckets).ShouldBe(2 / 9.0, 0.01);
        changed.ShouldAllBe(static pair => pair.Second.Contains(8) && pair.First.Intersect(pair.Second).Count() == 1);
    }

    [Fact]
    public void Choose_AThingGoes_OnlyWhatItHadIsTakenByOthers()
    {
        var names = Names(8);
        var (before, after) = (All(names, 3), All(names[..7], 3));
        foreach (var (first, second) in before.Zip(after))
        {
            if (first.Contains(7)) first.Intersect(second).Count().ShouldBe(2);
            else second.ShouldBe(first);
        }
    }

    [Fact]
    public void Choose_AnotherOrderOfNames_IsTheSameChoice()
    {
        var names = Names(7);
        string[] turned = [.. names.Reverse()];
        var (one, other) = (All(names, 2), All(turned, 2));
        for (var bucket = 0; bucket < 500; bucket++)
            one[bucket].Select(i => names[i]).Order().ShouldBe(other[bucket].Select(i => turned[i]).Order());
    }

    [Fact]
    public void BucketOf_AnyHash_IsInRange()
    {
        Rendezvous.BucketOf(0).ShouldBe(0);
        Rendezvous.BucketOf(ulong.MaxValue).ShouldBe(Rendezvous.Buckets - 1);
    }

    private static string[] Names(int count) => [.. Enumerable.Range(1, count).Select(static i => $"http://10.0.0.{i}:5000")];

    private static int[][] All(IReadOnlyList<string> names, int each)
    {
        var rendezvous = new Rendezvous(names, salt: 1);
        return [.. Enumerable.Range(0, Rendezvous.Buckets).Select(bucket =>
        {
            var chosen = new int[each];
            rendezvous.Choose(bucket, chosen);
            return chosen;
        })];
    }
}
