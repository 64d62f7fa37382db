using Holdfast.Core.Evidence;

namespace Holdfast.Core.Tests.Principles.Limits.Overload;

/// <summary>Nodes of servers with a queue before them, which knows no bounds and nobody's patience: it works on what nobody waits for any more.</summary>
internal sealed class SimulatedBackend(Simulation simulation, IRandomSource random)
{
    private Node[] _nodes = [new()];

    /// <summary>Of all nodes together.</summary>
    public int Servers { get; set; } = 16;

    /// <summary>Each has its share of the servers; of two by chance the one with less to do is asked.</summary>
    public int Nodes
    {
        get => _nodes.Length;
        set => _nodes = [.. Enumerable.Range(0, value).Select(static _ => new Node())];
    }

    /// <summary>Mean time that a server takes for a call.</summary>
    public TimeSpan Service { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Of a mean of 1.</summary>
    public Func<IRandomSource, double> Spread { get; set; } = Exponential;

    /// <summary>Longest queue; more is refused at once, as a backend does that protects itself.</summary>
    public int QueueMax { get; set; } = int.MaxValue;

    /// <summary>Share of the calls that is refused at once whatever is asked, as by a limit for each user.</summary>
    public double Refuses { get; set; }

    /// <summary>Calls a second that can be answered.</summary>
    public double Capacity => Servers / Service.TotalSeconds;

    public static double Exponential(IRandomSource random) => -Math.Log(1 - random.NextDouble());

    public static double Even(IRandomSource random) => 1;

    /// <summary>Most are quick; one in ten takes eight times as long.</summary>
    public static double Mixed(IRandomSource random) => (random.NextDouble() < 0.1 ? 8 : 1) / 1.7;

    /// <returns>False: it is full, or refuses.</returns>
    public bool Begin(Action done)
    {
        if (Refuses > 0 && random.NextDouble() < Refuses) return false;
        var node = Pick();
        if (node.Busy >= Servers / Nodes && node.Queue.Count >= QueueMax) return false;
        node.Queue.Enqueue(done);
        Work(node);
        return true;
    }

    private Node Pick()
    {
        if (Nodes == 1) return _nodes[0];
        var (one, other) = (_nodes[random.Next(Nodes)], _nodes[random.Next(Nodes)]);
        return one.Busy + one.Queue.Count <= other.Busy + other.Queue.Count ? one : other;
    }

    private void Work(Node node)
    {
        while (node.Busy < Servers / Nodes && node.Queue.TryDequeue(out var done))
        {
            node.Busy++;
            simulation.After(Service * Spread(random), () =>
            {
                node.Busy--;
                done();
                Work(node);
            });
        }
    }

    private sealed class Node
    {
        public Queue<Action> Queue { get; } = new();

        public int Busy { get; set; }
    }
}
