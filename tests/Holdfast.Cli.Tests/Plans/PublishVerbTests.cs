using Holdfast.Cli.Plans;
using Holdfast.Cli.Starting;
using Holdfast.Control.Plans;
using Holdfast.Core.Staging;

namespace Holdfast.Cli.Tests.Plans;

public sealed class PublishVerbTests
{
    [Theory]
    [InlineData(false, null, null, null, 120.0)]
    [InlineData(false, null, "5m", null, 300.0)]
    [InlineData(true, null, null, null, null)]
    [InlineData(false, "10%", null, 0.1, null)]
    [InlineData(false, "0.25", "90s", 0.25, 90.0)]
    [InlineData(false, "12.5%", "5m", 0.125, 300.0)]
    public void Wish_Said_IsUnderstood(bool now, string? stage, string? bake, double? share, double? seconds) =>
        PublishVerb.Wish(now, stage, bake).ShouldBe((share, seconds));

    [Theory]
    [InlineData(true, "10%", null)]
    [InlineData(true, null, "2m")]
    [InlineData(false, null, "2h")]
    [InlineData(false, "ten", null)]
    [InlineData(false, "10%", "soon")]
    [InlineData(false, "10%", "2h")]
    public void Wish_AtOddsOrNotUnderstood_IsRefused(bool now, string? stage, string? bake) =>
        Should.Throw<StartException>(() => PublishVerb.Wish(now, stage, bake)).ExitCode.ShouldBe(ExitCode.BadInput);

    [Fact]
    public void Line_OfATrial_SetsBothSidesBesideEachOther() =>
        FollowVerb.Line(new StageState(7, 0.1, default, new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero), new StageSide(1_200, 3, 0, 40), new StageSide(10_800, 25, 1, 390)))
            .ShouldBe("  1,200 calls under it: 3 failed, 0 refused, 40 slow; 10,800 beside it: 25, 1, 390; live at 12:00:00Z");

    [Fact]
    public void Line_OfAPlanThatIsWatched_SetsBeforeBesideIt() =>
        FollowVerb.Line(new StageState(7, 1, default, new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero), new StageSide(1_200, 3, 0, 40), new StageSide(10_800, 25, 1, 390)))
            .ShouldBe("  1,200 calls under it: 3 failed, 0 refused, 40 slow; 10,800 just before: 25, 1, 390; watched until 12:00:00Z");
}
