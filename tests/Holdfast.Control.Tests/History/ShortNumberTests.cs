using CsCheck;
using Holdfast.Control.History;

namespace Holdfast.Control.Tests.History;

public sealed class ShortNumberTests
{
    [Fact]
    public void Number_Small_IsExact() => Gen.Long[0, 2_047].Sample(static value => ShortNumber.ToLong(ShortNumber.Of(value)) == value);

    [Fact]
    public void Number_Large_IsOffByLessThanAThousandth() => Gen.Long[2_048, 1L << 40].Sample(static value =>
    {
        var again = ShortNumber.ToLong(ShortNumber.Of(value));
        return again <= value && value - again <= value / 1_000.0;
    });

    [Theory]
    [InlineData(-5, 0)]
    [InlineData(0, 0)]
    [InlineData(long.MaxValue, 2_047L << 30)]
    public void Number_OutOfReach_IsTheNearest(long value, long nearest)
    {
        ShortNumber.ToLong(ShortNumber.Of(value)).ShouldBe(nearest);
        ShortNumber.Of(value).ShouldNotBe(ShortNumber.Unknown);
    }
}
