using CsCheck;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Limits.Yielding;

namespace Holdfast.Core.Tests.Principles.Limits;

public sealed class LimitYieldTests
{
    [Fact]
    public async Task Yield_OtherHasMany_NothingPassesUntilItIsCalmForASecond()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ yields-to: { interface: o, above: 20/s } }"));
        (await scene.SendAsync(5)).ShouldBe(5);

        await BusyAsync(scene, seconds: 2, perTenth: 4);

        var refused = await scene.SendAsync();
        (refused.Refusal!.Decision, refused.Refusal.Error.Id, refused.Refusal.Rule).ShouldBe(("limit-yields", "HF4023", "interfaces.i.limit"));
        (refused.Decisions.Kept[0].Measured.Name, refused.Decisions.Kept[0].Measured.Value, refused.Decisions.Kept[0].Measured.Bound).ShouldBe(("calls_per_second", 40, 20));
        for (var i = 0; i < 12; i++) scene.Pass(0.1);
        (await scene.SendAsync(1)).ShouldBe(0);
        for (var i = 0; i < 8; i++) scene.Pass(0.1);
        (await scene.SendAsync(1)).ShouldBe(1);
        scene.Signals.Where(static name => name.StartsWith("interface", StringComparison.Ordinal)).ShouldBe(["interface-busy", "interface-idle"]);
    }

    [Fact]
    public async Task Yield_WithARate_LetsThatPassMeanwhile()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("{ rate: 1/m, burst: 2, yields-to: { interface: o, above: 20/s } }"));
        (await scene.SendAsync(50)).ShouldBe(50);

        await BusyAsync(scene, seconds: 2, perTenth: 4);

        (await scene.SendAsync(50)).ShouldBe(2);
    }

    [Fact]
    public async Task Yield_OtherHangs_ItsCallsOnTheirWayCount()
    {
        await using var scene = new LimitScene(LimitPlans.Yaml("[ { yields-to: { interface: o, above: 3 in flight } } ]"));
        var hang = new TaskCompletionSource<Outcome>();
        for (var i = 0; i < 4; i++)
        {
            scene.Begin(call =>
            {
                call.Target = "/o/1";
                call.OnAttempt = (_, _) => new(hang.Task);
            });
        }

        scene.Pass(0.1);
        (await scene.SendAsync(5)).ShouldBe(0);
        hang.SetResult(Outcome.Answered(200));
    }

    [Fact]
    public void Machine_AnyReadings_IsIdleAfterACalmTimeAndNeverBefore() => Gen.Bool.Array[1, 60].Sample(static readings =>
    {
        var (machine, calm) = (default(YieldMachine), 0);
        for (var now = 0; now < readings.Length; now++)
        {
            machine = machine.Next(readings[now], now, calm: 10);
            calm = readings[now] ? 0 : calm + 1;
            if (readings[now] && !machine.IsBusy) return false;
            if (calm > 10 && machine.IsBusy) return false;
            if (calm is > 0 and <= 10 && readings.AsSpan(0, now).Contains(true) && readings.AsSpan(now - calm, 1)[0] && !machine.IsBusy) return false;
        }

        return true;
    }, iter: 500, seed: Promise.Seed);

    private static async Task BusyAsync(LimitScene scene, int seconds, int perTenth)
    {
        for (var i = 0; i < seconds * 10; i++)
        {
            await scene.SendAsync(perTenth, static call => call.Target = "/o/1");
            scene.Pass(0.1);
        }
    }
}
