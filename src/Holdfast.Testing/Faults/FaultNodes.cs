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

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        _folder.Dispose();
    }
}
