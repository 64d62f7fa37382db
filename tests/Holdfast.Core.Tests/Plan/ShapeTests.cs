using CsCheck;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Tests.Plan;

public sealed class ShapeTests
{
    private static readonly ScalarShape<TimeSpan> Duration = (ScalarShape<TimeSpan>)Shapes.Duration(TimeSpan.Zero, TimeSpan.FromDays(1000));
    private static readonly ScalarShape<long> Size = (ScalarShape<long>)Shapes.Size(0, 1L << 50);
    private static readonly ScalarShape<double> Ratio = (ScalarShape<double>)Shapes.Ratio;

    [Theory]
    [InlineData("0", 0)]
    [InlineData("800ms", 800)]
    [InlineData("1.5s", 1_500)]
    [InlineData("0.5ms", 0.5)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1d", 86_400_000)]
    [InlineData("1m1ms", 60_001)]
    public void Duration_WithUnits_IsRead(string text, double milliseconds)
    {
        Duration.Parse(text, out var value).ShouldBeNull();
        value.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(800, "800ms")]
    [InlineData(1_500, "1.5s")]
    [InlineData(60_000, "60s")]
    [InlineData(90_000, "90s")]
    [InlineData(150_000, "2m30s")]
    [InlineData(3_600_000, "1h")]
    [InlineData(86_400_000, "24h")]
    [InlineData(172_800_000, "2d")]
    public void Duration_Written_IsAsOneWouldSayIt(int milliseconds, string text) =>
        Duration.Write(TimeSpan.FromMilliseconds(milliseconds)).ShouldBe(text);

    [Fact]
    public void AnyDuration_WrittenAndRead_IsTheSame() =>
        Gen.Long[0, TimeSpan.FromDays(1000).Ticks].Sample(ticks =>
            Duration.Parse(Duration.Write(TimeSpan.FromTicks(ticks)), out var read) is null && read.Ticks == ticks);

    [Fact]
    public void AnySize_WrittenAndRead_IsTheSame() =>
        Gen.Long[0, 1L << 50].Sample(bytes => Size.Parse(Size.Write(bytes), out var read) is null && read == bytes);

    [Fact]
    public void AnyText_Read_IsRefusedOrWithinBounds() => Gen.String.Sample(text =>
    {
        Duration.Parse(text, out var duration);
        Size.Parse(text, out var size);
        return duration >= TimeSpan.Zero && size >= 0 && (Ratio.Parse(text, out var ratio) is not null || ratio is > 0 and <= 1);
    });

    [Theory]
    [InlineData("64KB", 65_536)]
    [InlineData("64KiB", 65_536)]
    [InlineData("1.5MB", 1_572_864)]
    [InlineData("0B", 0)]
    public void Size_WithUnit_Is1024Based(string text, long bytes)
    {
        Size.Parse(text, out var value).ShouldBeNull();
        value.ShouldBe(bytes);
    }
}
