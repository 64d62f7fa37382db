using Holdfast.Gateway.Headers;

namespace Holdfast.Gateway.Tests.Headers;

public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData("1H", 3_600_000)]
    [InlineData("2M", 120_000)]
    [InlineData("5S", 5_000)]
    [InlineData("250m", 250)]
    [InlineData("99999999m", 99_999_999)]
    [InlineData("7000u", 7)]
    [InlineData("3000000n", 3)]
    [InlineData("0m", 0)]
    public void TryParse_EachUnit_IsRead(string text, double milliseconds)
    {
        GrpcTimeout.TryParse(text, out var timeout).ShouldBeTrue();
        timeout.TotalMilliseconds.ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("5")]
    [InlineData("5s")]
    [InlineData("+5S")]
    [InlineData("-5S")]
    [InlineData(" 5S")]
    [InlineData("5 S")]
    [InlineData("1.5S")]
    [InlineData("123456789m")]
    public void TryParse_AnythingElse_IsNot(string? text) => GrpcTimeout.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(0.0001, "1u")]
    [InlineData(0.25, "250u")]
    [InlineData(1, "1m")]
    [InlineData(4_999.9, "4999m")]
    [InlineData(99_999_999, "99999999m")]
    [InlineData(100_000_000, "100000S")]
    [InlineData(1e13, "166666666M", "2777777H")]
    public void Write_AnyTime_IsNeverLongerThanItAndHasEightDigits(double milliseconds, string text, string? insteadOfTooLong = null)
    {
        var written = GrpcTimeout.Write(TimeSpan.FromMilliseconds(milliseconds));

        written.ShouldBe(insteadOfTooLong ?? text);
        GrpcTimeout.TryParse(written, out _).ShouldBeTrue();
    }

    [Fact]
    public void Write_LongestTime_CanBeRead()
    {
        var written = GrpcTimeout.Write(TimeSpan.MaxValue);

        written.Length.ShouldBeLessThanOrEqualTo(9);
        GrpcTimeout.TryParse("99999999H", out var longest).ShouldBeTrue();
        longest.ShouldBeGreaterThan(TimeSpan.FromDays(4_000_000));
    }
}
