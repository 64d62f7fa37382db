using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Limits;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Plan;

public sealed class RateShapeTests
{
    [Theory]
    [InlineData("500/s", 500, 1, "500/s")]
    [InlineData("10/m", 10, 60, "10/m")]
    [InlineData("1000/h", 1000, 3600, "1000/h")]
    [InlineData("5/d", 5, 86400, "5/d")]
    [InlineData("100/10s", 100, 10, "100/10s")]
    [InlineData("1/1m", 1, 60, "1/m")]
    public void Parse_GoodText_IsARateAndIsWrittenShort(string text, int count, int seconds, string written)
    {
        var rate = Bench.Read(Texts.WithInterface($"limit: {{ rate: {text} }}")).Interfaces["all"].Sections.Get(LimitPlan.Field).Single().Rate!.Value;

        rate.ShouldBe(new Rate(count, TimeSpan.FromSeconds(seconds)));
        LimitFields.Rate.Shape.WriteAny(rate).ShouldBe(written);
    }

    [Theory]
    [InlineData("0/s", "every one would be refused")]
    [InlineData("-1/s", "every one would be refused")]
    [InlineData("0.5/s", "no whole number")]
    [InlineData("5/2d", "too long a time")]
    [InlineData("5/25h", "too long a time")]
    [InlineData("5/100ms", "too short")]
    [InlineData("20000000/s", "out of bounds")]
    public void Parse_Nonsense_IsRefusedWithTheReason(string text, string reason)
    {
        var error = Texts.Bad(Texts.WithInterface($"limit: {{ rate: {text} }}"));

        error.Known.ShouldBe(ValueErrors.OutOfBounds);
        error.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("500", "500/s")]
    [InlineData("fast", "500/s")]
    [InlineData("10/x", "10/m")]
    [InlineData("/s", "500/s")]
    public void Parse_Unclear_SaysHowToWriteIt(string text, string advice) =>
        Texts.Bad(Texts.WithInterface($"limit: {{ rate: {text} }}")).Advice.ShouldContain(advice);
}
