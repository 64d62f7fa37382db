using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Balancing;
using Holdfast.Core.Principles.Balancing.Picking;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Principles.Balancing.Probing;
using Holdfast.Core.Principles.Dependencies;
using Holdfast.Core.Principles.Failover;
using Holdfast.Core.Principles.Isolation;

namespace Holdfast.Core.Tests.Plan;

public sealed class PlanReaderTests
{
    [Fact]
    public void WholePlan_Read_HasEveryValue()
    {
        var plan = Texts.Good(Texts.Whole);

        plan.Owners.ShouldBe(["first.owner@example.com", "second.owner@example.com"]);
        plan.Zones.ShouldBe(["east", "west"]);
        plan.Server.BodyBytesMax.ShouldBe(100L << 20);
        plan.Server.RequestLineBytesMax.ShouldBe(8192);
        plan.Server.HeaderTimeout.ShouldBe(TimeSpan.FromSeconds(10));
        plan.Server.TrustedProxies.ShouldBe(["10.0.0.0/8"]);
        var web = plan.Listeners["web"];
        web.Tls.ShouldBe(new ListenerTlsPlan { Certificate = "/certs/site.pem", Key = "/certs/site.key" });
        web.Versions.ShouldBe(HttpVersions.Both);
    }

    [Fact]
    public void WholePlan_Read_HasServiceWithSections()
    {
        var accounts = Texts.Good(Texts.Whole).Services["accounts"];

        accounts.Live.ShouldBe("v7");
        accounts.Versions["v7"].Nodes.Select(n => (n.Url.ToString(), n.Zone, n.Weight, n.Priority)).ShouldBe(
            [("http://10.0.1.11:5000/", "", 1, 0), ("http://10.0.2.11:5000/", "west", 2, 1)]);
        accounts.Sections.Get(ConnectionsPlan.Field).ShouldBeNull();
        accounts.Tls.Authority.ShouldBe("/ca.pem");
        accounts.Sections.Get(BalancePlan.Field).Policy.ShouldBe(BalancePolicy.RoundRobin);
        var health = accounts.Sections.Get(HealthPlan.Field);
        health.Probe.ShouldNotBeNull().IsAlike(new ProbePlan { Path = "/healthz", Every = TimeSpan.FromSeconds(5), Timeout = TimeSpan.FromSeconds(1) }).ShouldBeTrue();
        health.Eject.ShouldBe(EjectPlan.Default);
    }

    [Fact]
    public void WholePlan_Read_HasInterfaceWithSections()
    {
        var register = Texts.Good(Texts.Whole).Interfaces["register"];

        register.Match.Methods.ShouldBe(["POST"]);
        register.Match.Hosts.ShouldBe(["api.example.com"]);
        register.Match.Headers["X-Tenant"].ShouldBe("*");
        register.Match.Query["v"].ShouldBe("2");
        register.BodyBytesMax.ShouldBe(10L << 20);
        register.Owners.Count.ShouldBe(2);
        register.Sections.Get(TimeoutPlan.Timeout).ShouldBe(TimeSpan.FromSeconds(2));
        register.Sections.Get(TimeoutPlan.IdleTimeout).ShouldBe(TimeSpan.FromSeconds(100));
        register.Sections.Get(RetryPlan.Field).ShouldBe(RetryPlan.Field.Default! with { Attempts = 2, PerTry = TimeSpan.FromMilliseconds(800) });
    }

    [Fact]
    public void LeastPlan_Read_HasEveryDefault()
    {
        var plan = Texts.Good(Texts.Least);

        plan.Services["shop"].Live.ShouldBe("v1");
        var all = plan.Interfaces["all"];
        all.Host.Kind.ShouldBe(HostRewriteKind.Usual);
        all.BodyBytesMax.ShouldBe(plan.Server.BodyBytesMax);
        all.Sections.Get(TimeoutPlan.Timeout).ShouldBe(TimeSpan.FromSeconds(60));
        all.Sections.Get(RetryPlan.Field).Attempts.ShouldBe(3);
        plan.Services["shop"].Sections.Get(HealthPlan.Field).Probe.ShouldBeNull();
    }

    [Fact]
    public void DirectPlan_Made_TakesEverythingAndLimitsNothing()
    {
        DirectPlan.TryMake("http://localhost:5000", out var plan).ShouldBeNull();

        var everything = plan!.Interfaces.ShouldHaveSingleItem().Value;
        everything.Match.Path.ShouldBe("/**");
        everything.BodyBytesMax.ShouldBeNull();
        plan.Server.BodyBytesMax.ShouldBeNull();
        plan.Services["backend"].Versions["v1"].Nodes[0].Url.Port.ShouldBe(5000);
    }

    [Fact]
    public void DirectPlan_OfForbiddenAddress_SaysWhy() =>
        DirectPlan.TryMake("http://169.254.169.254", out _)!.Known.ShouldBe(ValueErrors.ForbiddenAddress);
}
