using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Breakers;
using Holdfast.Core.Tests.Plan;

namespace Holdfast.Core.Tests.Principles.Breakers;

public sealed class BreakerWindowShapeTests
{
    [Theory]
    [InlineData("10s", 10, 0)]
    [InlineData("1h", 3600, 0)]
    [InlineData("100 calls", 0, 100)]
    public void Parse_GoodText_IsAWindow(string text, int seconds, int calls) =>
        BreakerPlans.Read($"window: {text}, minimum-calls: 5").Window.ShouldBe(new BreakerWindow(TimeSpan.FromSeconds(seconds), calls));

    [Theory]
    [InlineData("25h")]
    [InlineData("1 calls")]
    [InlineData("1000000 calls")]
    public void Parse_OutOfBounds_IsRefused(string text) =>
        Texts.Bad(Texts.WithService($"breaker: {{ window: {text} }}")).Known.ShouldBe(ValueErrors.OutOfBounds);

    [Theory]
    [InlineData("100", "100 calls")]
    [InlineData("x calls", "'100 calls'")]
    [InlineData("ten", "10s")]
    public void Parse_Unclear_SaysHowToWriteIt(string text, string advice) =>
        Texts.Bad(Texts.WithService($"breaker: {{ window: {text} }}")).Advice.ShouldContain(advice);
}
