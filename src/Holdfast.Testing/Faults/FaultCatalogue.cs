namespace Holdfast.Testing.Faults;

/// <summary>What can befall the nodes of a service.</summary>
public static class FaultCatalogue
{
    private static readonly NodeSickness Unavailable = new(NodeSicknessKind.Status);

    /// <summary>The zones of a service of four nodes in two zones; 'zone' takes the first of them.</summary>
    public static IReadOnlyList<string> Zones { get; } = ["west", "west", "east", "east"];

    /// <summary>Of one node among several, of a zone, and of all in turn.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        Killed("kill", "kill -9 one", 1),
        new("stop", "SIGSTOP one", 1, static (nodes, _) => Frozen(nodes), static nodes => Thawed(nodes)),
        Sickness("unavailable", "one answers 503", 1, Unavailable),
        Sickness("half-unavailable", "one answers 503 to half", 1, Unavailable with { Share = 0.5 }),
        Sickness("slow-2s", "one slow by 2 s", 1, Slow(2_000)),
        Sickness("slow-200ms", "one slow by 200 ms", 1, Slow(200)),
        Sickness("hang", "one accepts, never answers", 1, new NodeSickness(NodeSicknessKind.Hang)),
        Sickness("half-reset", "one resets half", 1, new NodeSickness(NodeSicknessKind.Reset, Share: 0.5)),
        Sickness("break", "one breaks bodies off", 1, new NodeSickness(NodeSicknessKind.Break)) with { BreaksBodies = true },
        new("deploy", "all restarted in turn", 0, RestartInTurnAsync, static _ => Task.CompletedTask),
        Killed("zone", "a zone of two lost", 2),
    ];

    public static Fault Find(string name) => All.First(fault => fault.Name == name);

    public static Fault Sickness(string name, string title, int sick, NodeSickness sickness) => new(
        name, title, sick,
        (nodes, _) => Task.WhenAll(nodes.All.Take(sick).Select(node => node.SickenAsync(sickness))),
        nodes => Task.WhenAll(nodes.All.Take(sick).Select(node => node.HealAsync())));

    public static Fault Killed(string name, string title, int sick) => new(
        name, title, sick,
        (nodes, _) => Task.WhenAll(nodes.All.Take(sick).Select(node => node.KillAsync())),
        nodes => Task.WhenAll(nodes.All.Take(sick).Select(node => node.StartAsync())));

    private static NodeSickness Slow(int milliseconds) =>
        new(NodeSicknessKind.Delay, Delay: TimeSpan.FromMilliseconds(milliseconds));

    private static Task Frozen(FaultNodes nodes)
    {
        nodes[0].Freeze();
        return Task.CompletedTask;
    }

    private static Task Thawed(FaultNodes nodes)
    {
        nodes[0].Thaw();
        return Task.CompletedTask;
    }

    private static async Task RestartInTurnAsync(FaultNodes nodes, TimeSpan within)
    {
        var clock = TimeProvider.System;
        foreach (var node in nodes.All)
        {
            var began = clock.GetTimestamp();
            await node.RestartAsync();
            var left = within / nodes.All.Count - clock.GetElapsedTime(began);
            if (left > TimeSpan.Zero)
                await Task.Delay(left, clock);
        }
    }
}
