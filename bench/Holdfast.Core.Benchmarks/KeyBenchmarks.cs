using System.Globalization;
using BenchmarkDotNet.Attributes;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Benchmarks;

/// <summary>What a whole call costs more where its key is watched, or where its key says which nodes it may use; the time must not grow with the nodes.</summary>
[MemoryDiagnoser]
public class KeyBenchmarks
{
    private readonly BenchmarkCall[] _calls = new BenchmarkCall[Keys];
    private BenchmarkRuntime _runtime = null!;
    private int _next;

    private const int Keys = 1_024;

    [Params(8, 5_000)]
    public int Nodes { get; set; }

    [Params("plain", "hot-keys", "shards", "cells")]
    public string What { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _runtime = new BenchmarkRuntime(BenchmarkPlan.Read(new MemoryPlanFiles().Add(BenchmarkPlan.FileName, Text())));
        for (var i = 0; i < Keys; i++) _calls[i] = new BenchmarkCall(TimeProvider.System, string.Create(CultureInfo.InvariantCulture, $"/items/{i}"));
        for (var i = 0; i < 20 * Keys; i++) Run();
    }

    [GlobalCleanup]
    public async Task Cleanup()
    {
        foreach (var call in _calls) call.Dispose();
        await _runtime.DisposeAsync();
    }

    /// <summary>A third of the calls are for one key.</summary>
    [Benchmark]
    public bool Run()
    {
        var turn = _next++;
        var call = _calls[turn % 3 == 0 ? 0 : turn % Keys];
        call.BeginAgain(_runtime.Plan);
        var running = CallPipeline.RunAsync(call);
        if (!running.IsCompletedSuccessfully) throw new InvalidOperationException("the call did not complete at once");
        return running.Result.IsSuccess;
    }

    private string Text()
    {
        var nodes = Enumerable.Range(0, Nodes).Select(node => string.Create(
            CultureInfo.InvariantCulture, $"{{ url: \"http://10.0.{node / 250}.{(node % 250) + 1}:5000\"{(What == "cells" ? $", cell: c{node % 4}" : "")} }}"));
        var cells = What switch
        {
            "cells" => "cells: { by: path }",
            "shards" => "cells: { by: path, shards: { nodes: 2 } }",
            _ => "",
        };
        return $$"""
            holdfast: 1
            owners: [one@example.com, two@example.com]
            services:
              service:
                versions: { v1: { nodes: [ {{string.Join(", ", nodes)}} ] } }
                {{cells}}
            interfaces:
              everything: { match: { path: "/**" }, service: service{{(What == "hot-keys" ? ", hot-keys: { key: path }" : "")}} }
            """;
    }
}
