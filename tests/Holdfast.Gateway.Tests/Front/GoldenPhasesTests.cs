using Holdfast.Gateway.Front;

namespace Holdfast.Gateway.Tests.Front;

public sealed class GoldenPhasesTests
{
    /// <summary>Evenly would be a 500th of it between two; none comes nearer than a third of that.</summary>
    [Fact]
    public void Next_AskedFiveHundredTimes_IsSpreadOverTheSpan()
    {
        var phases = new GoldenPhases(TimeSpan.FromSeconds(1));

        double[] given = [.. Enumerable.Range(0, 500).Select(_ => phases.Next().TotalMilliseconds).Order()];

        given[0].ShouldBeGreaterThanOrEqualTo(0);
        given[^1].ShouldBeLessThan(1_000);
        given.Zip(given.Skip(1), static (one, next) => next - one).ShouldAllBe(gap => gap > 2.0 / 3 && gap < 6);
    }
}
