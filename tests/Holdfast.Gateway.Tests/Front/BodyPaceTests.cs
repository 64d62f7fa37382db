using Holdfast.Gateway.Front;

namespace Holdfast.Gateway.Tests.Front;

public sealed class BodyPaceTests
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    [Fact]
    public void Left_NothingCame_IsTheGrace()
    {
        var pace = new BodyPace(100, Grace);

        pace.Left.ShouldBe(Grace);
        pace.Came(0, TimeSpan.FromSeconds(2));
        pace.Left.ShouldBe(TimeSpan.FromSeconds(3));
        pace.Came(0, TimeSpan.FromSeconds(4));
        pace.Left.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void Left_BytesCame_IsWhatTheyMayTake()
    {
        var pace = new BodyPace(100, Grace);

        pace.Came(1_000, TimeSpan.FromSeconds(4));

        pace.Left.ShouldBe(TimeSpan.FromSeconds(11));
    }

    /// <summary>Else whoever has sent a megabyte could then take hours for the next byte.</summary>
    [Fact]
    public void Left_MuchCameQuickly_IsBounded()
    {
        var pace = new BodyPace(100, Grace);
        for (var i = 0; i < 1_000; i++) pace.Came(1 << 20, TimeSpan.FromMilliseconds(1));

        pace.Left.ShouldBe(BodyPace.InHandMax, TimeSpan.FromMilliseconds(1));
        pace.Came(1, TimeSpan.FromSeconds(29));
        pace.Left.TotalSeconds.ShouldBe(1.01, 0.001);
    }

    [Theory]
    [InlineData(99, true)]
    [InlineData(101, false)]
    public void Left_AtASteadyRate_IsUsedUpBelowTheRateAlone(int bytesPerSecond, bool isUsedUp)
    {
        var pace = new BodyPace(100, Grace);
        for (var second = 0; second < 600; second++) pace.Came(bytesPerSecond, TimeSpan.FromSeconds(1));

        (pace.Left == TimeSpan.Zero).ShouldBe(isUsedUp);
    }
}
