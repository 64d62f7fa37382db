using CsCheck;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Overload.Shedding;

namespace Holdfast.Core.Tests.Principles.Limits.Overload.Shedding;

public sealed class ShedRankTests
{
    [Fact]
    public void Rank_AnyUserAtAnyTime_IsWithinItsCriticality() =>
        Gen.Select(Gen.Enum<Criticality>(), Gen.ULong, Gen.Double[0, 1e9]).Sample((criticality, user, turns) =>
            ShedRank.CriticalityOf(Rank(criticality, user, turns)).ShouldBe(criticality));

    [Fact]
    public void Rank_OfAUser_MovesOnLittleByLittleAndIsAroundInOneTurn() => Gen.ULong.Sample(user =>
    {
        var seen = new HashSet<int>();
        var last = Rank(Criticality.Critical, user, 5);
        for (var step = 1; step <= 1_000; step++)
        {
            var now = Rank(Criticality.Critical, user, 5 + (step / 1_000.0));
            ((now - last + ShedRank.Parts) % ShedRank.Parts).ShouldBeLessThanOrEqualTo(1);
            seen.Add(last = now);
        }

        seen.Count.ShouldBe(ShedRank.Parts);
    }, iter: 50);

    [Fact]
    public void Ranks_OfManyUsers_AreSpreadEvenly()
    {
        var counts = new int[ShedRank.Parts];
        for (var i = 0; i < 64_000; i++)
            counts[Rank(Criticality.Critical, Core.Pipeline.Keys.SipHash.Of(BitConverter.GetBytes(i), Core.Pipeline.Keys.HashSeed.Stable), 0.3)]++;
        counts.ShouldAllBe(static count => count > 800 && count < 1_200);
    }

    [Fact]
    public void PlaceOf_AnyRank_IsWhoHasIt() => Gen.Select(Gen.Int[0, ShedRank.Count - 1], Gen.Int[0, ShedRank.Parts - 1]).Sample((place, turned) =>
        ShedRank.PlaceOf(ShedRank.Of(place, turned), turned).ShouldBe(place));

    private static int Rank(Criticality criticality, ulong user, double turns) => ShedRank.Of(ShedRank.Place(criticality, user), ShedRank.Turned(turns));
}
