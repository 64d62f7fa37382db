using Holdfast.Control.Status;

namespace Holdfast.Control.Tests.Status;

public sealed class WordsTests
{
    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.0, "0%")]
    [InlineData(0.0001, "<0.1%")]
    [InlineData(0.042, "4.2%")]
    [InlineData(1.0, "100%")]
    public void Percent_AnyShare_NeverHidesOne(double? ratio, string words) => Words.Percent(ratio).ShouldBe(words);

    [Theory]
    [InlineData(null, "-")]
    [InlineData(0.000_25, "250 µs")]
    [InlineData(0.004_2, "4.2 ms")]
    [InlineData(0.25, "250 ms")]
    [InlineData(1.25, "1.3 s")]
    public void Latency_AnyLength_HasItsUnit(double? seconds, string words) => Words.Latency(seconds).ShouldBe(words);

    [Theory]
    [InlineData(-1, "0s")]
    [InlineData(59, "59s")]
    [InlineData(600, "10m")]
    [InlineData(7_200, "2h")]
    [InlineData(864_000, "10d")]
    public void Span_AnyLength_IsOneNumber(int seconds, string words) => Words.Span(TimeSpan.FromSeconds(seconds)).ShouldBe(words);
}
