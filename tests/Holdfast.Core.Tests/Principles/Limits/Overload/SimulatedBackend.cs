using Holdfast.Core.Evidence;

namespace Holdfast.Core.Tests.Principles.Limits.Overload;

/// <summary>Servers with one queue before them, which knows no bounds and nobody's patience: it works on what nobody waits for any more.</summary>
internal sealed class SimulatedBackend(Simulation simulation, IRandomSource random)
{
    private readonly Queue<Action> _queue = new();
    private int _busy;

    public int Servers { get; set; } = 16;

    /// <summary>Mean time that a server takes for a call.</summary>
    public TimeSpan Service { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Of a mean of 1.</summary>
    public Func<IRandomSource, double> Spread { get; set; } = Exponential;

    /// <summary>Longest queue; more is refused at once, as a backend does that protects itself.</summary>
    public int QueueMax { get; set; } = int.MaxValue;

    /// <summary>Calls a second that can be answered.</summary>
    public double Capacity => Servers / Service.TotalSeconds;

    public static double Exponential(IRandomSource random) => -Math.Log(1 - random.NextDouble());

    public static double Even(IRandomSource random) => 1;

    /// <summary>Most are quick; one in ten takes eight times as long.</summary>
    public static double Mixed(IRandomSource random) => (random.NextDouble() < 0.1 ? 8 : 1) / 1.7;

    /// <returns>False: it is full.</returns>
    public bool Begin(Action done)
    {
        if (_busy >= Servers && _queue.Count >= QueueMax) return false;
        _queue.Enqueue(done);
        Work();
        return true;
    }

    private void Work()
    {
        while (_busy < Servers && _queue.TryDequeue(out var done))
        {
            _busy++;
            simulation.After(Service * Spread(random), () =>
            {
                _busy--;
                done();
                Work();
            });
        }
    }
}
