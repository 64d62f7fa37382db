using Holdfast.Core.Plan;
using Holdfast.Core.Principles.Breakers;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Breakers;

public sealed class BreakerKeysTests : IAsyncDisposable
{
    private readonly BreakerStage _stage = new(BreakerPlans.Yaml("minimum-calls: 5, per: header:X-Tenant, keys-max: 64, open: 4s"));

    [Fact]
    public async Task Key_Fails_IsBrokenOffAlone()
    {
        for (var i = 0; i < 5; i++) await _stage.SendAsync(BreakerStage.Bad, Of("sick"));

        (await _stage.SendAsync(BreakerStage.Good, Of("sick"))).ShouldBe("breaker-open");
        (await _stage.SendAsync(BreakerStage.Good, Of("well"))).ShouldBeNull();
        (await _stage.SendAsync(BreakerStage.Good)).ShouldBeNull();
        _stage.Bench.Runtime.Signals.Kept().Single(static signal => signal.Name == "breaker-opened").Text.ShouldStartWith("opened for 'sick'");
    }

    [Fact]
    public async Task Key_Recovers_ByItsOwnRamp()
    {
        for (var i = 0; i < 5; i++) await _stage.SendAsync(BreakerStage.Bad, Of("sick"));
        for (var i = 0; i < 60; i++)
        {
            _stage.Pass(1);
            await _stage.SendAsync(BreakerStage.Good, Of("sick"));
        }

        _stage.Seat.Set.Keys!.All.ShouldHaveSingleItem().Era.Machine.Phase.ShouldBe(BreakerPhase.Closed);
    }

    [Fact]
    public async Task Key_WithoutOne_SharesOneBreaker()
    {
        await _stage.SendAsync(5, BreakerStage.Bad);

        (await _stage.SendAsync(BreakerStage.Good)).ShouldBe("breaker-open");
        (await _stage.SendAsync(BreakerStage.Good, Of("well"))).ShouldBeNull();
    }

    [Fact]
    public async Task Keys_MadeUpByTheThousand_StayWithinTheirNumberAndLeaveTheOpenOne()
    {
        for (var i = 0; i < 5; i++) await _stage.SendAsync(BreakerStage.Bad, Of("sick"));

        for (var i = 0; i < 5_000; i++) await _stage.SendAsync(BreakerStage.Good, Of($"made-up-{i}"));

        var keys = _stage.Seat.Set.Keys!;
        keys.All.Count().ShouldBeLessThanOrEqualTo(64);
        keys.Forgotten.ShouldBeGreaterThan(4_000);
        _stage.Pass(0.5);
        (await _stage.SendAsync(BreakerStage.Good, Of("sick"))).ShouldBe("breaker-open");
    }

    [Fact]
    public async Task Key_ForgottenWhileItsCallIsInFlight_EndsQuietly()
    {
        var call = _stage.Begin(Of("early"));
        for (var i = 0; i < 5_000; i++) await _stage.SendAsync(BreakerStage.Good, Of($"made-up-{i}"));

        (await call.EndAsync(BreakerStage.Bad)).ShouldBe(BreakerStage.Bad);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1_000)]
    [InlineData(10_000)]
    public void FindOrAdd_AnyNumber_NeverKeepsMore(int keysMax)
    {
        var keys = new BreakerKeys(KeyPlan.Client, keysMax).Table;
        var site = _stage.Seat.Site;
        for (ulong i = 0; i < 30_000; i++) keys.FindOrAdd(i * 0x9E3779B97F4A7C15, (long)i, site, static site => new BreakerState(site with { Places = 1 }, new BreakerTallies(), "", 0));

        keys.All.Count().ShouldBeInRange((keysMax + 1) / 2, keysMax);
    }

    [Fact]
    public async Task Revision_AnotherKey_BeginsAnew()
    {
        for (var i = 0; i < 5; i++) await _stage.SendAsync(BreakerStage.Bad, Of("sick"));

        _stage.Bench.Publish(BreakerPlans.Yaml("minimum-calls: 5, per: header:X-User, keys-max: 64, open: 4s"));

        // A user may be called what a tenant is.
        (await _stage.SendAsync(BreakerStage.Good, static call => call.Headers["X-User"] = "sick")).ShouldBeNull();
    }

    [Fact]
    public async Task Revision_OtherBounds_LeavesAKeyOpen()
    {
        for (var i = 0; i < 5; i++) await _stage.SendAsync(BreakerStage.Bad, Of("sick"));

        _stage.Bench.Publish(BreakerPlans.Yaml("minimum-calls: 7, window: 20s, per: header:X-Tenant, keys-max: 64, open: 4s"));

        (await _stage.SendAsync(BreakerStage.Good, Of("sick"))).ShouldBe("breaker-open");
    }

    [Fact]
    public async Task ForcedOpen_Ends_KnownKeysComeBackByTheRamp()
    {
        await _stage.SendAsync(BreakerStage.Good, Of("known"));
        var now = _stage.Bench.Time.GetTimestamp();
        _stage.Seat.Set.Open(_stage.Seat.Site, now, now + TimeSpan.FromSeconds(3).Ticks);
        (await _stage.SendAsync(BreakerStage.Good, Of("known"))).ShouldBe("breaker-open");

        _stage.Pass(3);

        (await _stage.SendAsync(BreakerStage.Good, Of("known"))).ShouldBeNull();
        (await _stage.SendAsync(BreakerStage.Good, Of("known"))).ShouldBe("breaker-half-open");
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private static Action<FakeCall> Of(string tenant) => call => call.Headers["X-Tenant"] = tenant;
}
