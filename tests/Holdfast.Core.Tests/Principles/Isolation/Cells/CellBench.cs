using System.Globalization;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Isolation.Cells;

/// <summary>A service whose calls are kept apart by the header X-Tenant, and what tests ask of it.</summary>
internal sealed class CellBench : IAsyncDisposable
{
    public const string ByTenant = "by: \"header:X-Tenant\"";

    /// <param name="nodes">Of each, what stands behind its URL, as <c>cell: a, zone: west</c>.</param>
    public CellBench(string[] nodes, string cells, string service = "", string more = "", string zone = "", ulong seed = 1) =>
        Bench = new Bench(Plan(nodes, cells, service, more), seed: seed, zone: zone);

    public Bench Bench { get; }

    public VersionModel Version => Bench.Version();

    public IReadOnlyList<NodeModel> Nodes => Version.Nodes;

    /// <summary>So many nodes with nothing but a URL.</summary>
    public static string[] Plain(int count) => [.. Enumerable.Repeat("", count)];

    public static string Plan(string[] nodes, string cells, string service = "", string more = "") => $$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s:
            versions: { v1: { nodes: [ {{string.Join(", ", nodes.Select(Node))}} ] } }
            {{(cells.Length == 0 ? "" : $"cells: {{ {cells} }}")}}
            {{service}}
          other: { versions: { v1: { nodes: [ "http://127.0.0.1:9001" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 10s, {{more}} }
          o: { match: { path: "/other" }, service: other }
        """;

    public FakeCall Call(string? tenant)
    {
        var call = Bench.Call();
        if (tenant is not null) call.Headers["X-Tenant"] = tenant;
        return call;
    }

    /// <summary>The nodes that a key may use.</summary>
    public int[] NodesOf(string? tenant)
    {
        using var call = Call(tenant);
        Version.Partition!.Enter(call, out var part);
        return [.. (part ?? Version.Candidates).Nodes.Select(static node => node.Index)];
    }

    /// <summary>Runs a call to its end.</summary>
    /// <param name="answers">Whether a node answers.</param>
    public async Task<(Outcome Outcome, int[] Asked, string? Refused)> RunAsync(string? tenant, Func<int, bool>? answers = null)
    {
        using var call = Call(tenant);
        call.OnAttempt = (node, _) => new(answers?.Invoke(node.Index) == false ? Outcome.Failed(FailureKind.Connect) : Outcome.Answered(200));
        var running = CallPipeline.RunAsync(call).AsTask();
        // A retry waits a little.
        while (!running.IsCompleted) Bench.Time.Advance(TimeSpan.FromMilliseconds(5));
        var outcome = await running;
        return (outcome, [.. call.Nodes.Select(address => int.Parse(address[^4..], CultureInfo.InvariantCulture) - 1001)], call.Refusal?.Decision);
    }

    public ValueTask DisposeAsync() => Bench.DisposeAsync();

    private static string Node(string more, int index) => more.Length == 0
        ? $"\"http://127.0.0.1:{1001 + index}\""
        : $"{{ url: \"http://127.0.0.1:{1001 + index}\", {more} }}";
}
