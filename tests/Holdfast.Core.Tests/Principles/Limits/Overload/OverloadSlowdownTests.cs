using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Principles.Limits.Overload;

/// <summary>All nodes become slower at once while more is asked than they can do: 'overload: {}' must not refuse what matters until it has understood.</summary>
public sealed class OverloadSlowdownTests
{
    /// <summary>At six times what is left, a fifth of that.</summary>
    private const double CriticalShare = 0.03;

    [Theory]
    [InlineData(3, 1)]
    [InlineData(3, 11)]
    [InlineData(5, 2)]
    [InlineData(5, 12)]
    [InlineData(5, 22)]
    [InlineData(10, 3)]
    [InlineData(10, 13)]
    [InlineData(10, 23)]
    public void Nodes_ThatAllBecomeSlower_GoOnAnsweringWhatIsCritical(double slower, ulong seed)
    {
        var simulation = new Simulation(seed) { Draw = Critical };
        simulation.Backend.Servers = 24;
        simulation.Run(5, 0.1 * simulation.Backend.Capacity);
        simulation.Backend.Service *= slower;

        var results = simulation.Run(10, 6 * simulation.Backend.Capacity);

        var said = $"{results}; {simulation.State.Limit.Machine}, usual {simulation.Usual:0.0} ms";
        // At ten times, what has a place when it begins takes nearly as long as anybody waits for it: most that is lost is lost in the first second.
        results.AnsweredShare(Criticality.Critical).ShouldBeGreaterThanOrEqualTo(slower < 10 ? 0.98 : 0.94, said);
        results.After(2).AnsweredShare(Criticality.Critical).ShouldBeGreaterThanOrEqualTo(0.97, said);
        // It is still looking for its limit, with fewer places now and then than could be used.
        results.After(5).GoodPerSecond.ShouldBeGreaterThan(0.6 * simulation.Backend.Capacity, said);
    }

    private static Criticality Critical(IRandomSource random) => random.NextDouble() < CriticalShare ? Criticality.Critical : Criticality.Normal;
}
