namespace Holdfast.Core.Tests.Principles.Limits.Overload;

/// <summary>As on a machine with too much to do: four nodes with a queue each, answers that come late by chance, a gateway that stands still now and then, and starts cold.</summary>
public sealed class OverloadUnderNoiseTests
{
    public static TheoryData<int, ulong> Sizes => new(
        from servers in new[] { 4, 16 }
        from seed in new ulong[] { 1, 2, 3 }
        select (servers, seed));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Load_BelowCapacity_IsHardlyEverRefused(int servers, ulong seed)
    {
        var simulation = Noisy(servers, seed);
        simulation.Run(3, 0.9 * simulation.Backend.Capacity);

        var results = simulation.Run(20, 0.9 * simulation.Backend.Capacity);

        ((double)results.Refused / results.Calls.Count).ShouldBeLessThan(0.01, Said(simulation, results));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Overload_ThatEnds_LeavesNothingBehind(int servers, ulong seed)
    {
        var simulation = Noisy(servers, seed);
        simulation.Run(3, 0.7 * simulation.Backend.Capacity);
        var during = simulation.Run(10, 5 * simulation.Backend.Capacity).After(3);
        var after = simulation.Run(15, 0.6 * simulation.Backend.Capacity).After(5);

        var said = $"during: {during}\nafter: {Said(simulation, after)}";
        during.GoodPerSecond.ShouldBeGreaterThan(0.8 * simulation.Backend.Capacity, said);
        // The limit that was found has no room for what comes after a long pause.
        ((double)after.Refused / after.Calls.Count).ShouldBeLessThan(0.005, said);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Load_BelowCapacityAfterOverload_IsServedAgain(int servers, ulong seed)
    {
        var simulation = Noisy(servers, seed);
        simulation.Run(10, 2 * simulation.Backend.Capacity);
        simulation.Run(5, 0.9 * simulation.Backend.Capacity);

        var results = simulation.Run(20, 0.9 * simulation.Backend.Capacity);

        // The limit that was found has no room for what comes after a long pause.
        ((double)results.Refused / results.Calls.Count).ShouldBeLessThan(0.04, Said(simulation, results));
    }

    private static string Said(Simulation simulation, Simulation.Results results) => $"{results}; {simulation.State.Limit.Machine}, usual {simulation.Usual:0.0} ms";

    private static Simulation Noisy(int servers, ulong seed)
    {
        var simulation = new Simulation(seed) { Jitter = TimeSpan.FromMilliseconds(80) };
        simulation.Backend.Nodes = 4;
        simulation.Backend.Servers = servers;
        simulation.Backend.Spread = SimulatedBackend.Even;
        simulation.Pause(TimeSpan.FromSeconds(1));
        // Cold.
        simulation.Run(0.7, 0.7 * simulation.Backend.Capacity);
        simulation.Jitter = TimeSpan.FromMilliseconds(5);
        return simulation;
    }
}
