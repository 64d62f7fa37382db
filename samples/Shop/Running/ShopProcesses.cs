namespace Shop.Running;

/// <summary>A shop that runs: each node a child process of this one, on a free port of the loopback.</summary>
public sealed class ShopProcesses : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _changing = new(1, 1);
    private readonly ShopProcessOptions _options;
    private readonly TimeProvider _time;
    private ShopProcess[] _nodes;
    private bool _stopped;

    private ShopProcesses(ShopProcess[] nodes, ShopProcessOptions options, TimeProvider time)
    {
        _nodes = nodes;
        _options = options;
        _time = time;
    }

    /// <summary>In the order of the topology.</summary>
    public IReadOnlyList<ShopProcess> Nodes
    {
        get { lock (_gate) return _nodes; }
    }

    public IReadOnlyList<ShopAddress> Addresses => [.. Nodes.Select(node => new ShopAddress(node.Node, node.Url))];

    /// <summary>Starts all nodes at once and waits until each listens.</summary>
    /// <exception cref="ShopStartException">One did not start; the others have been ended.</exception>
    public static async Task<ShopProcesses> StartAsync(
        ShopTopology topology, ShopProcessOptions options, TimeProvider time, CancellationToken cancellation)
    {
        if (!File.Exists(options.Assembly))
            throw new ShopStartException($"The shop's assembly is not where it should be: {options.Assembly}");

        var starts = topology.Nodes
            .Select((node, i) =>
                ShopProcess.StartAsync(node, url: null, options.Seed + (ulong)i, options, time, cancellation))
            .ToArray();
        try
        {
            return new ShopProcesses(await Task.WhenAll(starts), options, time);
        }
        catch
        {
            // WhenAll has waited for every one of them; those that did start must not be left behind.
            await Task.WhenAll(starts
                .Where(start => start.IsCompletedSuccessfully)
                .Select(async start => await (await start).DisposeAsync()));
            throw;
        }
    }

    /// <exception cref="ArgumentException">There is no node of that name.</exception>
    public ShopProcess Find(string name) => Nodes.FirstOrDefault(node => node.Node.Name == name)
        ?? throw new ArgumentException(
            $"The shop has no node '{name}'; it has {string.Join(", ", Nodes.Select(node => node.Node.Name))}", nameof(name));

    /// <summary>Ends a node, if it has not ended, and starts it again at the same address.</summary>
    /// <exception cref="ShopStartException">It did not start; the shop goes on without it.</exception>
    public async Task<ShopProcess> RestartAsync(string name, CancellationToken cancellation)
    {
        await _changing.WaitAsync(cancellation);
        try
        {
            ObjectDisposedException.ThrowIf(_stopped, this);
            var old = Find(name);
            await old.StopAsync();
            var index = Array.IndexOf(_nodes, old);
            var next = await ShopProcess.StartAsync(
                old.Node, old.Url, _options.Seed + (ulong)index, _options, _time, cancellation);
            lock (_gate)
            {
                // A new array: who reads the nodes meanwhile keeps the old one.
                _nodes = [.. _nodes.Select(node => node == old ? next : node)];
            }

            await old.DisposeAsync();
            return next;
        }
        finally
        {
            _changing.Release();
        }
    }

    /// <summary>Ends all nodes; when it returns none of them is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await _changing.WaitAsync(CancellationToken.None);
        try
        {
            if (_stopped)
                return;

            _stopped = true;
            await Task.WhenAll(_nodes.Select(async node => await node.DisposeAsync()));
        }
        finally
        {
            _changing.Release();
        }
    }
}
