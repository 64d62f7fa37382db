using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Dependencies;

namespace Holdfast.Core.Tests.Plan;

public sealed class SubstitutionTests
{
    [Theory]
    [InlineData("${LIMIT}", 3)]
    [InlineData("${LIMIT:-9s}", 3)]
    [InlineData("${OTHER:-9s}", 9)]
    [InlineData("${EMPTY:-9s}", 9)]
    [InlineData("1${DIGITS}s", 142)]
    public void Variable_InAValue_IsReplaced(string written, int seconds)
    {
        var result = Texts.Read(
            new MemoryPlanFiles().Add("plan.yaml", Texts.WithInterface($"timeout: \"{written}\"")),
            new() { ["LIMIT"] = "3s", ["EMPTY"] = "", ["DIGITS"] = "42" });

        result.Errors.ShouldBeEmpty();
        result.Plan!.Interfaces["all"].Sections.Get(TimeoutPlan.Timeout).ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void DoubledDollar_InAValue_IsLiteral() =>
        Texts.Good(Texts.WithMatch("path: /a, query: { v: \"$${X}\" }")).Interfaces["all"].Match.Query["v"].ShouldBe("${X}");

    [Fact]
    public void Variable_ThatHoldsYaml_StaysText()
    {
        var result = Texts.Read(
            new MemoryPlanFiles().Add("plan.yaml", Texts.WithMatch("path: /a, query: { v: \"${X}\" }")),
            new() { ["X"] = "a\", host: evil.example.com, b: \"" });

        result.Plan!.Interfaces["all"].Match.Query["v"].ShouldBe("a\", host: evil.example.com, b: \"");
    }

    [Fact]
    public void Variable_InAKey_IsNotReplaced()
    {
        var result = Texts.Read(
            new MemoryPlanFiles().Add("plan.yaml", Texts.Least.Replace("all:", "\"${NAME}\":", StringComparison.Ordinal)),
            new() { ["NAME"] = "all" });

        Texts.Bad(result).Known.ShouldBe(ValueErrors.Name);
    }
}
