namespace Shop.Tests;

/// <summary>One node of each service that is asked for.</summary>
internal sealed class TestShop : IAsyncDisposable
{
    private readonly Dictionary<string, TestNode> _nodes = [];

    public async Task<TestNode> NodeAsync(string service)
    {
        if (!_nodes.TryGetValue(service, out var node))
            _nodes.Add(service, node = await TestNode.StartAsync(service));
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes.Values)
            await node.DisposeAsync();
    }
}
