using Microsoft.Extensions.Time.Testing;
using Shop.Nodes;

namespace Shop.Tests.Nodes;

public sealed class BehaviourSwitchTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Turn_ForATime_HealsByItselfAndWakesWhatHangs()
    {
        var behaviours = new BehaviourSwitch(_time);
        behaviours.Turn(new Behaviour { Hang = true, For = TimeSpan.FromSeconds(30) });
        var hanging = behaviours.HangWhileAsync(static behaviour => behaviour.Hang, TestContext.Current.CancellationToken);

        _time.Advance(TimeSpan.FromSeconds(29));
        behaviours.Current.Hang.ShouldBeTrue();

        _time.Advance(TimeSpan.FromSeconds(1));
        await hanging.WaitAsync(Eventually.Patience, TestContext.Current.CancellationToken);
        behaviours.Current.ShouldBe(Behaviour.Healthy);
    }

    [Fact]
    public void Turn_AgainMeanwhile_TheFirstTimeEndsNothing()
    {
        var behaviours = new BehaviourSwitch(_time);
        behaviours.Turn(new Behaviour { Fail = 1, For = TimeSpan.FromSeconds(30) });
        behaviours.Turn(new Behaviour { Fail = 0.5 });

        _time.Advance(TimeSpan.FromMinutes(1));

        behaviours.Current.Fail.ShouldBe(0.5);
    }
}
