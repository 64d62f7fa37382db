using CsCheck;
using Holdfast.Core.Evidence;

namespace Holdfast.Core.Tests.Evidence;

public sealed class LogScaleTests
{
    [Fact]
    public void Duration_OfItsOwnLogarithm_IsWithinAStep() => Gen.Long[1_000, 100_000_000_000].Sample(microseconds =>
    {
        var duration = TimeSpan.FromMicroseconds(microseconds);
        (LogScale.Duration(LogScale.Of(duration)) / duration).ShouldBe(1, 1.0 / LogScale.Steps);
    });

    [Fact]
    public void Of_LongerDuration_IsNeverLess() => Gen.Select(Gen.Long[-5, 1L << 40], Gen.Long[0, 1L << 40]).Sample((ticks, more) =>
        LogScale.Of(TimeSpan.FromTicks(ticks + more)).ShouldBeGreaterThanOrEqualTo(LogScale.Of(TimeSpan.FromTicks(ticks))));

    [Fact]
    public void Duration_OfAMean_IsTheGeometricOne()
    {
        var mean = (LogScale.Of(TimeSpan.FromMilliseconds(1)) + LogScale.Of(TimeSpan.FromMilliseconds(100))) / 2.0;
        LogScale.Duration(mean).TotalMilliseconds.ShouldBe(10, 0.6);
    }
}
