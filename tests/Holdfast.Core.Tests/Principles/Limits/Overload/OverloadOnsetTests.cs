namespace Holdfast.Core.Tests.Principles.Limits.Overload;

/// <summary>Overload that comes from one moment to the next, upon a limit that is far too high: within a second the service is asked for what it can do.</summary>
public sealed class OverloadOnsetTests
{
    public static TheoryData<int, double, ulong> Onsets => new(
        from servers in new[] { 4, 16 }
        from load in new[] { 5.0, 10.0 }
        from seed in new ulong[] { 1, 2, 3 }
        select (servers, load, seed));

    [Theory]
    [MemberData(nameof(Onsets))]
    public void Load_ManyTimesTheCapacityAtOnce_IsServedInTimeAfterASecond(int servers, double load, ulong seed)
    {
        var simulation = Of(servers, seed);
        simulation.Run(2, 0.7 * simulation.Backend.Capacity);

        var results = simulation.Run(4, load * simulation.Backend.Capacity);

        var said = $"{results}; {simulation.State.Limit.Machine}, usual {simulation.Usual:0.0} ms";
        // A hundred places are half a second's work for four servers: who came later is not to wait for that.
        var after = results.After(1.2);
        after.P99.ShouldBeLessThan(200, said);
        after.GoodPerSecond.ShouldBeGreaterThan(0.85 * simulation.Backend.Capacity, said);
        results.Calls.Count(static call => call.Fate == Fate.Late).ShouldBe(0, said);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    [InlineData(16, 1)]
    [InlineData(16, 2)]
    public void Load_ManyTimesTheCapacityFromTheFirstMoment_IsServedInTimeAfterTwoSeconds(int servers, ulong seed)
    {
        var simulation = Of(servers, seed);

        var after = simulation.Run(5, 5 * simulation.Backend.Capacity).After(2);

        var said = $"{after}; {simulation.State.Limit.Machine}, usual {simulation.Usual:0.0} ms";
        after.P99.ShouldBeLessThan(200, said);
        after.GoodPerSecond.ShouldBeGreaterThan(0.85 * simulation.Backend.Capacity, said);
    }

    private static Simulation Of(int servers, ulong seed)
    {
        var simulation = new Simulation(seed) { Jitter = TimeSpan.FromMilliseconds(2) };
        simulation.Backend.Nodes = 4;
        simulation.Backend.Servers = servers;
        simulation.Backend.Spread = SimulatedBackend.Even;
        return simulation;
    }
}
