using Holdfast.Core.Principles.Limits.Overload.Concurrency;

namespace Holdfast.Core.Tests.Principles.Limits.Overload.Concurrency;

public sealed class PressWatchTests
{
    private const long Frequency = 1_000;

    [Fact]
    public void Nobody_HeldBack_IsNeverDue() => new PressWatch(Frequency).IsDue(long.MaxValue).ShouldBeFalse();

    [Fact]
    public void Somebody_HeldBack_IsDueATenthOfASecondLater()
    {
        var watch = new PressWatch(Frequency);
        watch.HeldBack(givenBack: 5, now: 1_000);

        watch.IsOn.ShouldBeTrue();
        watch.IsDue(1_099).ShouldBeFalse();
        watch.IsDue(1_100).ShouldBeTrue();
    }

    [Fact]
    public void Usual_LongerThanThat_IsWaitedFor()
    {
        var watch = new PressWatch(Frequency);
        watch.Follow(usual: 400);
        watch.HeldBack(5, 1_000);

        watch.IsDue(1_399).ShouldBeFalse();
        watch.IsDue(1_400).ShouldBeTrue();
    }

    [Fact]
    public void Look_WhileSomebodyIsHeldBack_TellsThePaceAndGoesOn()
    {
        var watch = new PressWatch(Frequency);
        watch.HeldBack(5, 1_000);

        watch.Look(25, 1_100, out var pace).ShouldBeTrue();

        pace.ShouldBe(0.2, 0.001);
        watch.IsDue(1_199).ShouldBeFalse();
        watch.IsDue(1_200).ShouldBeTrue();
    }

    [Fact]
    public void Look_NobodyHeldBackSinceTheLast_IsTheLast()
    {
        var watch = new PressWatch(Frequency);
        watch.HeldBack(5, 1_000);
        watch.Look(25, 1_100, out _);

        watch.Look(45, 1_200, out _).ShouldBeFalse();

        watch.IsOn.ShouldBeFalse();
    }
}
