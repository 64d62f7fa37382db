using CsCheck;
using Holdfast.Core.Principles.Balancing.Picking;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class RampTests
{
    private static readonly Ramp TenSeconds = Ramp.Of(TimeSpan.FromSeconds(10), TimeProvider.System);

    [Fact]
    public void At_AnyTime_IsMonotoneAndBounded() =>
        Gen.Select(Gen.Long[1, 1L << 40], Gen.Long[0, 1L << 40], Gen.Long[0, 1L << 40]).Sample((since, one, more) =>
        {
            var (earlier, later) = (TenSeconds.At(since, since + one), TenSeconds.At(since, since + one + more));
            earlier.ShouldBeInRange(Ramp.FactorMin, 1);
            later.ShouldBeInRange(earlier, 1);
        });

    [Fact]
    public void At_ThereFromTheStart_IsWhole() => TenSeconds.At(0, 5).ShouldBe(1);

    [Fact]
    public void At_HalfTheTime_IsHalf() => TenSeconds.At(1, 1 + (TenSeconds.Length / 2)).ShouldBe(0.5, 1e-9);

    [Fact]
    public void At_NoSlowStart_IsWhole() => Ramp.Of(null, TimeProvider.System).At(5, 5).ShouldBe(1);

    [Fact]
    public void At_ReadingFromBeforeTheNodeCameBack_IsTheLeast() => TenSeconds.At(100, 90).ShouldBe(Ramp.FactorMin);
}
