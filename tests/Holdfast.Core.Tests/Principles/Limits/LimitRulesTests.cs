using Holdfast.Core.Tests.Pipeline;
using Holdfast.Core.Tests.Plan;

namespace Holdfast.Core.Tests.Principles.Limits;

public sealed class LimitRulesTests
{
    [Theory]
    [InlineData("{ observe: true }", "HF2200", "interfaces.i.limit")]
    [InlineData("{ rate: 1/s, concurrency: 5 }", "HF2201", "interfaces.i.limit.concurrency")]
    [InlineData("{ rate: 1/s, queue: 5 }", "HF2202", "interfaces.i.limit.queue")]
    [InlineData("{ rate: 1/s, wait: 5s }", "HF2202", "interfaces.i.limit.wait")]
    [InlineData("{ rate: 1/s, over: 5s }", "HF2202", "interfaces.i.limit.over")]
    [InlineData("{ rate: 1/s, kind: fixed-window, burst: 5 }", "HF2202", "interfaces.i.limit.burst")]
    [InlineData("{ concurrency: 5, kind: pace }", "HF2202", "interfaces.i.limit.kind")]
    [InlineData("{ rate: 1/s, keys-max: 100 }", "HF2202", "interfaces.i.limit.keys-max")]
    [InlineData("{ rate: 1/s, without-key: pass }", "HF2202", "interfaces.i.limit.without-key")]
    [InlineData("{ rate: 1/s, kind: pace, queue: 5 }", "HF2203", "interfaces.i.limit")]
    [InlineData("{ rate: 1/s, kind: pace, wait: 5s }", "HF2203", "interfaces.i.limit")]
    [InlineData("{ rate: 1/s, kind: pace }", "HF2203", "interfaces.i.limit")]
    [InlineData("{ rate: 1/h, burst: 1000 }", "HF2205", "interfaces.i.limit.burst")]
    [InlineData("[ { rate: 1/s, kind: pace, queue: 5, wait: 1s }, { rate: 1/s, kind: pace, queue: 5, wait: 1s } ]", "HF2206", "interfaces.i.limit")]
    [InlineData("[ { concurrency: 1 }, { concurrency: 2 }, { concurrency: 3 }, { concurrency: 4 } ]", "HF2206", "interfaces.i.limit")]
    [InlineData("{ yields-to: { interface: nobody, above: 5/s } }", "HF2207", "interfaces.i.limit.yields-to.interface")]
    [InlineData("{ yields-to: { interface: i, above: 5/s } }", "HF2208", "interfaces.i.limit.yields-to.interface")]
    [InlineData("[ { rate: 1/s }, { rate: 5/s, overrides: { a: 1/s } } ]", "HF2209", "interfaces.i.limit[1].overrides.a")]
    [InlineData("{ rate: 5/s, per: client, overrides: { a: 7 } }", "HF2209", "interfaces.i.limit.overrides.a")]
    [InlineData("{ concurrency: 5, per: client, overrides: { a: 7/s } }", "HF2209", "interfaces.i.limit.overrides.a")]
    [InlineData("{ rate: 5/s, per: [client, path], overrides: { a: 7/s } }", "HF2209", "interfaces.i.limit.overrides.a")]
    [InlineData("{ rate: 5/s, per: node }", "HF2210", "interfaces.i.limit.per")]
    [InlineData("{ rate: 5/s, per: interface }", "HF2210", "interfaces.i.limit.per")]
    [InlineData("{ rate: 5/s, per: parameter:item }", "HF2190", "interfaces.i.limit.per")]
    [InlineData("{ rate: 1/s, kind: pace, queue: 5, wait: 60s }", "HF2204", "interfaces.i.limit.wait")]
    [InlineData("{ rate: 1/s, only: hot }", "HF2211", "interfaces.i.limit.only")]
    public void Check_OfAnInterface_IsRefused(string limit, string id, string path)
    {
        var error = Texts.Bad(LimitPlans.Yaml(limit));

        (error.Known.Id, error.Path).ShouldBe((id, path));
    }

    [Theory]
    [InlineData("{ yields-to: { interface: o, above: 5/s } }", "services.s.limit.yields-to")]
    [InlineData("{ rate: 5/s, headers: true }", "services.s.limit.headers")]
    [InlineData("{ rate: 5/s, per: node, kind: pace, queue: 5, wait: 1s }", "services.s.limit.kind")]
    public void Check_OfAService_IsRefused(string limit, string path)
    {
        var error = Texts.Bad(LimitPlans.Yaml(service: limit));

        (error.Known.Id, error.Path).ShouldBe(("HF2210", path));
    }

    [Fact]
    public void Check_InterfacesGiveWayInACircle_EachIsRefused()
    {
        var result = Texts.Read(LimitPlans.Yaml(
            "{ yields-to: { interface: o, above: 5/s } }").Replace(
            "service: s, timeout: 60s, retry: { attempts: 1 } }", "service: s, limit: { yields-to: { interface: i, above: 5/s } } }", StringComparison.Ordinal));

        result.Errors.Select(static error => error.Known.Id).ShouldBe(["HF2208", "HF2208"]);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("5 flying")]
    [InlineData("x in flight")]
    public void Check_AboveIsUnclear_SaysHowToWriteIt(string above) =>
        Texts.Bad(LimitPlans.Yaml($"{{ yields-to: {{ interface: o, above: {above} }} }}")).Advice.ShouldContain("in flight");

    [Fact]
    public void Read_RateAlone_IsALimit() => Core.Principles.Limits.LimitPlan.Field.Shape.WriteAny(
        Bench.Read(LimitPlans.Yaml("[ 500/s, { rate: 5/m, per: client } ]")).Interfaces["i"].Sections.Get(Core.Principles.Limits.LimitPlan.Field))
        .ShouldBe("[{ rate: 500/s }, { rate: 5/m, per: client }]");

    [Fact]
    public void Read_WholeEntry_IsWrittenAsItWas()
    {
        var plan = LimitPlans.Read("rate: 5/s, burst: 7, per: [client, header:X-User], overrides: { \"10.0.0.1|ann\": 50/s, \"10.0.0.2|bob\": none }, keys-max: 500, without-key: pass, headers: true, observe: true");

        Core.Principles.Limits.LimitPlan.Section.Write(plan).ShouldBe(
            "{ rate: 5/s, burst: 7, per: [client, header:X-User], without-key: pass, overrides: { 10.0.0.1|ann: 50/s, 10.0.0.2|bob: none }, keys-max: 500, headers: true, observe: true }");
    }
}
