using Holdfast.Core.Plan.Words;

namespace Holdfast.Core.Tests.Plan;

public sealed class PlanExplainTests
{
    [Fact]
    public void Duration_Explained_HasUnitBoundsAndReason()
    {
        var found = Find("interfaces.timeout");

        found.Path.ShouldBe("interfaces.<interface>.timeout");
        found.Title.ShouldBe("duration");
        found.Unit.ShouldBe("ms, s, m, h, d");
        found.Default.ShouldBe("60s");
        found.Bounds.ShouldBe("1ms to 24h");
        found.Because.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("interfaces.retry.per-try")]
    [InlineData("interfaces.register.retry.per-try")]
    [InlineData("interfaces.<interface>.retry.per-try")]
    public void Path_WithOrWithoutNames_FindsTheSameKey(string path) =>
        Find(path).Path.ShouldBe("interfaces.<interface>.retry.per-try");

    [Fact]
    public void PathOfAnError_Explained_IsFound() =>
        Find("services.accounts.versions.v7.nodes[1].url").Required.ShouldBeTrue();

    [Fact]
    public void Section_Explained_HasItsKeys() =>
        Find("services.health.eject").Keys.Select(k => k.Path).ShouldBe(
        [
            "services.<service>.health.eject.consecutive-failures", "services.<service>.health.eject.failure-ratio",
            "services.<service>.health.eject.slower", "services.<service>.health.eject.at-most",
            "services.<service>.health.eject.for", "services.<service>.health.eject.for-at-most",
        ]);

    [Fact]
    public void EmptyPath_Explained_IsThePlan() => Find("").Keys.Select(k => k.Path).ShouldContain("interfaces");

    [Fact]
    public void UnknownKey_Explained_SuggestsTheNearest()
    {
        PlanExplain.TryFind("interfaces.retry.atempts", out var found, out var advice).ShouldBeFalse();
        found.ShouldBeNull();
        advice.ShouldBe("'interfaces.<interface>.retry' has no 'atempts'. Did you mean 'attempts'? It has attempts, per-try, backoff, late, hedge, replay.");
    }

    [Theory]
    [InlineData("balance", "A plan has no 'balance'. Did you mean 'services.balance'?")]
    [InlineData("tls", "A plan has no 'tls'. Did you mean 'listeners.tls' or 'services.tls'?")]
    public void KeyOfAnotherSection_Explained_SaysWhereItStands(string path, string says)
    {
        PlanExplain.TryFind(path, out _, out var advice).ShouldBeFalse();
        advice.ShouldStartWith(says);
    }

    [Fact]
    public void KeyBelowSingleValue_Explained_SaysThatThereIsNone()
    {
        PlanExplain.TryFind("interfaces.timeout.x", out _, out var advice).ShouldBeFalse();
        advice.ShouldBe("'interfaces.<interface>.timeout' has no keys below it.");
    }

    [Fact]
    public void Explanation_AsText_SaysAll()
    {
        var text = Find("interfaces.retry").ToString();

        text.ShouldContain("interfaces.<interface>.retry\n");
        text.ShouldContain("attempts");
        text.ShouldContain("per-try");
    }

    private static PlanExplanation Find(string path)
    {
        PlanExplain.TryFind(path, out var found, out var advice).ShouldBeTrue(advice);
        return found!;
    }
}
