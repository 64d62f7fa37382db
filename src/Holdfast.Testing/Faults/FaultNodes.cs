namespace Holdfast.Testing.Faults;

/// <summary>The nodes of one service, each a process.</summary>
public sealed class FaultNodes : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FaultNode[] _nodes;

    private FaultNodes(int count) => _nodes = [.. Enumerable.Range(1, count).Select(i => new FaultNode($"n{i}", _folder.Path))];

    public IReadOnlyList<FaultNode> All => _nodes;

    public FaultNode this[int index] => _nodes[index];

    public static async Task<FaultNodes> StartAsync(int count)
    {
        var nodes = new FaultNodes(count);
        try
        {
            await Task.WhenAll(nodes._nodes.Select(node => node.StartAsync()));
            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Requests that came to a node twice or to several nodes, with the nodes they came to.</summary>
    /// <param name="run">How the ids of the requests begin.</param>
    public IReadOnlyList<string> ReachedMoreThanOnce(string method, string run) =>
    [
        .. _nodes.SelectMany(node => node.Requests
                .Where(request => request.Method == method && request.Id.StartsWith(run, StringComparison.Ordinal))
                .Select(request => (request.Id, node.Name)))
            .GroupBy(static one => one.Id, static one => one.Name)
            .Where(static nodes => nodes.Count() > 1)
            .Select(static nodes => $"{nodes.Key}: {string.Join(", ", nodes)}"),
    ];

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        _folder.Dispose();
    }
}
