using Holdfast.Core.Principles.Limits.Overload;
using Holdfast.Core.Principles.Limits.Overload.Concurrency;

namespace Holdfast.Core.Tests.Principles.Limits.Overload.Concurrency;

public sealed class LatencyTrackTests
{
    [Fact]
    public void Add_TheFirstEight_AreWhatIsUsualUntilMoreIsKnown()
    {
        var track = new LatencyTrack();
        for (var i = 0; i < 7; i++) track.Add(20, isLook: false);
        track.Base.IsKnown.ShouldBeFalse();

        track.Add(20, isLook: false);

        track.Base.Ticks.ShouldBe(20);
    }

    [Theory]
    [InlineData(false, 1_000, 200)]
    [InlineData(true, 1_000, 800)]
    [InlineData(true, 500, 500)]
    [InlineData(true, OverloadEvidence.Dropped, 200)]
    public void Add_WhatTakesFarTooLong_CountsAsFarAsItMay(bool isLook, long taken, long counted)
    {
        var track = Known();
        track.Add(taken, isLook);
        track.Take().ShouldBe((counted, 1L));
    }

    [Fact]
    public void Pressed_IsApartFromTheCohort()
    {
        var track = Known();
        track.Press(60);
        track.Press(40);

        track.TakePressed().ShouldBe((100L, 2L));
        track.TakePressed().ShouldBe((0L, 0L));
        track.Take().ShouldBe((0L, 0L));
    }

    private static LatencyTrack Known()
    {
        var track = new LatencyTrack();
        for (var i = 0; i < 8; i++) track.Add(20, isLook: false);
        track.Take();
        return track;
    }
}
