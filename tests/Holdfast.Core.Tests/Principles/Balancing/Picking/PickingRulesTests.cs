using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Balancing.Picking;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

public sealed class PickingRulesTests
{
    [Theory]
    [InlineData("hash: { on: client }")]
    [InlineData("policy: random, hash: { bound: none }")]
    public void Check_HashWithoutItsPolicy_IsAnError(string balance) =>
        Errors(balance).ShouldHaveSingleItem().Id.ShouldBe("HF2035");

    [Theory]
    [InlineData("hash: { on: header }", "HF1")]
    [InlineData("hash: { on: \"header:\" }", "HF1")]
    [InlineData("hash: { on: \"client:ann\" }", "HF1")]
    [InlineData("hash: { on: \"body:user\" }", "HF1")]
    [InlineData("hash: { on: \"cookie:a b\" }", "HF1")]
    [InlineData("hash: { bound: 100 }", "HF1")]
    [InlineData("sticky: { cookie: \"a;b\" }", "HF1")]
    [InlineData("slow-start: 0s", "HF1")]
    public void Read_ValueOutOfItsBounds_IsAnError(string value, string id) =>
        Errors($"policy: hash, {value}").ShouldHaveSingleItem().Id.ShouldStartWith(id);

    [Theory]
    [InlineData("client", KeyPartKind.Client, "")]
    [InlineData("path", KeyPartKind.Path, "")]
    [InlineData("header:X-User", KeyPartKind.Header, "X-User")]
    [InlineData("cookie:cart", KeyPartKind.Cookie, "cart")]
    [InlineData("query:a:b", KeyPartKind.Query, "a:b")]
    [InlineData("claim:sub", KeyPartKind.Claim, "sub")]
    public void Read_Source_IsKeptAndWrittenAsItWas(string text, KeyPartKind kind, string name)
    {
        var plan = Bench.Read($"server: {{ trusted-proxies: [ \"10.0.0.0/8\" ] }}\n{TurnWheelTests.Plan([1], $"policy: hash, hash: {{ on: \"{text}\" }}")}");
        var source = plan.Services["s"].Sections.Get(BalancePlan.Field).Hash!.On;

        source.Parts.ShouldHaveSingleItem().ShouldBe(new KeyPart(kind, name));
        HashPlan.OnField.Shape.WriteAny(source).ShouldBe(text);
    }

    private static IReadOnlyList<PlanError> Errors(string balance) => PlanReader.Read(
        "plan.yaml", new MemoryPlanFiles().Add("plan.yaml", TurnWheelTests.Plan([1], balance)), static _ => null).Errors;
}
