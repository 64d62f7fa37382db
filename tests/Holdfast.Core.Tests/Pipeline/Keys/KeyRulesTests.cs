using Holdfast.Core.Plan;

namespace Holdfast.Core.Tests.Pipeline.Keys;

public sealed class KeyRulesTests
{
    [Fact]
    public void Check_ParameterThatThePathLacks_IsAnErrorThatNamesWhatItHas()
    {
        var error = Errors("parameter:items").ShouldHaveSingleItem();

        error.Id.ShouldBe("HF2190");
        error.Advice.ShouldContain("Did you mean 'item'?");
    }

    [Fact]
    public void Check_ParameterThatThePathHas_IsGood() => Errors("parameter:item").ShouldBeEmpty();

    [Fact]
    public void Check_ClaimThatNobodyIsTrustedToHaveChecked_IsAnError()
    {
        var error = Errors("claim:sub").ShouldHaveSingleItem();

        (error.Id, error.Path).ShouldBe(("HF2330", "services.s.balance.hash.on"));
    }

    [Theory]
    [InlineData("server: { trusted-proxies: [ \"10.0.0.0/8\" ] }", true)]
    [InlineData("server: { trusted-proxies: [] }", false)]
    public void Check_Claim_IsGoodWhereAProxyIsTrusted(string server, bool isGood) => (Errors("claim:sub", server).Count == 0).ShouldBe(isGood);

    private static IReadOnlyList<PlanError> Errors(string key, string server = "server: {}") => PlanReader.Read(
        "plan.yaml",
        new MemoryPlanFiles().Add("plan.yaml", $$"""
            holdfast: 1
            owners: [a@example.com, b@example.com]
            {{server}}
            services:
              s:
                versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } }
                balance: { policy: hash, hash: { on: "{{key}}" } }
            interfaces:
              i: { match: { path: "/items/{item}" }, service: s }
            """),
        static _ => null).Errors;
}
