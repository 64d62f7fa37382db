using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Failover;
using Holdfast.Core.Principles.Failover.Hedging;
using Holdfast.Core.Tests.Plan;

namespace Holdfast.Core.Tests.Principles.Failover.Hedging;

public sealed class HedgePlanTests
{
    [Theory]
    [InlineData("p95", 95, 0)]
    [InlineData("p50", 50, 0)]
    [InlineData("30ms", 0, 30)]
    [InlineData("late", 0, 0)]
    public void After_GoodText_IsRead(string text, int percentile, int milliseconds) =>
        Read($"hedge: {{ after: {text} }}")!.After.ShouldBe(new HedgeAfter(percentile, TimeSpan.FromMilliseconds(milliseconds)));

    [Theory]
    [InlineData("p49")]
    [InlineData("p100")]
    [InlineData("0ms")]
    public void After_OutOfBounds_IsRefused(string text) =>
        Texts.Bad(Texts.WithInterface($"retry: {{ hedge: {{ after: {text} }} }}")).Known.ShouldBe(ValueErrors.OutOfBounds);

    [Theory]
    [InlineData("soon")]
    [InlineData("p9x")]
    [InlineData("30")]
    public void After_Unclear_SaysHowToWriteIt(string text) =>
        Texts.Bad(Texts.WithInterface($"retry: {{ hedge: {{ after: {text} }} }}")).Known.ShouldBe(ValueErrors.Malformed);

    [Fact]
    public void Hedge_LeftOut_IsWhenLateWithinTheBudgetAlone() => Read("attempts: 3").ShouldBe(HedgePlan.WhenLate);

    [Fact]
    public void Hedge_None_IsNone() => Read("hedge: none").ShouldBeNull();

    [Fact]
    public void Hedge_WithoutABound_HasATenth() => Read("hedge: { after: p90 }")!.AtMost.ShouldBe(0.1);

    private static HedgePlan? Read(string retry) =>
        Texts.Good(Texts.WithInterface($"retry: {{ {retry} }}")).Interfaces["all"].Sections.Get(RetryPlan.Field).Hedge;
}
