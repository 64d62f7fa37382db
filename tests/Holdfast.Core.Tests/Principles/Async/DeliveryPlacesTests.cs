using CsCheck;
using Holdfast.Core.Principles.Async;

namespace Holdfast.Core.Tests.Principles.Async;

public sealed class DeliveryPlacesTests
{
    [Theory]
    [InlineData(16, 0.5, 8)]
    [InlineData(16, 0.25, 4)]
    [InlineData(16, 1, 16)]
    [InlineData(2, 0.9, 1)]
    [InlineData(2, 0.1, 1)]
    [InlineData(1, 0.5, 1)]
    public void RetriedMax_OfPlaces_IsTheShareAndLeavesOneForWhatIsNew(int most, double share, int max) =>
        new DeliveryPlaces(most, share).RetriedMax.ShouldBe(max);

    [Theory]
    [InlineData(0.5, 5)]
    [InlineData(0.25, 3)]
    [InlineData(1, 5)]
    public void RetriedFirst_WhereOnePlaceIsFree_GoesByTurns(double share, int of)
    {
        var places = new DeliveryPlaces(1, share);

        Enumerable.Range(0, 10).Sum(turn => places.RetriedFirst(room: 1, inFlight: 0, turn)).ShouldBe(of);
    }

    [Fact]
    public void Places_OfAnyLane_KeepNeitherKindWaitingForEver() => Gen.Select(Gen.Int[1, 100], Gen.Double[0.01, 1], Gen.Int[0, 100], Gen.Int[0, 1_000]).Sample((most, share, inFlight, turn) =>
    {
        var places = new DeliveryPlaces(most, share);
        var room = Math.Max(0, most - inFlight);
        var first = places.RetriedFirst(room, inFlight, turn);
        first.ShouldBeInRange(0, Math.Min(room, places.RetriedRoom(room, inFlight)));
        (inFlight + places.RetriedRoom(room, inFlight)).ShouldBeLessThanOrEqualTo(Math.Max(inFlight, places.RetriedMax));
        if (room > 1) first.ShouldBeLessThan(room, "some are offered to what is new");
    });
}
