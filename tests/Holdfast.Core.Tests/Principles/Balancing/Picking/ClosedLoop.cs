using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Picking;

/// <summary>Callers that each wait for an answer before they ask again, in virtual time: picks, ends and what is learned from them.</summary>
internal sealed class ClosedLoop(PickerBench bench, int callers, ulong seed = 9)
{
    private readonly PriorityQueue<(NodeModel Node, long Started), double> _ends = new();
    private readonly SplitMixRandom _random = new(seed);
    private double _now;

    /// <summary>Seconds until a node answers, given a number drawn from the exponential distribution of mean 1.</summary>
    public Func<NodeModel, double, double> Takes { get; set; } = static (_, drawn) => 0.01 * drawn;

    public Func<NodeModel, bool> Fails { get; set; } = static _ => false;

    /// <returns>Calls that each node got.</returns>
    public int[] Run(int calls)
    {
        using var call = bench.Bench.Call();
        call.Version = bench.Version;
        var counts = new int[bench.Nodes.Count];
        for (var i = 0; i < calls; i++)
        {
            if (_ends.Count >= callers) End(call);
            var node = bench.Version.Picker.Pick(bench.Version, call)!;
            counts[node.Index]++;
            node.State.Began();
            _ends.Enqueue((node, bench.Bench.Time.GetTimestamp()), _now + Takes(node, -Math.Log(1 - _random.NextDouble())));
        }

        return counts;
    }

    private void End(FakeCall call)
    {
        _ends.TryDequeue(out var ended, out var at);
        var ahead = TimeSpan.FromSeconds(at - _now);
        if (ahead > TimeSpan.Zero) bench.Bench.Time.Advance(ahead);
        _now = at;
        ended.Node.State.Ended();
        var failed = Fails(ended.Node);
        var now = bench.Bench.Time.GetTimestamp();
        call.First.Begin(ended.Node, 1, ended.Started, isHedge: false);
        if (!failed) call.First.AnswerBeganAt = now;
        var outcome = failed ? Outcome.Failed(FailureKind.Reset) : Outcome.Answered(200);
        foreach (var observer in bench.Bench.Plan.Services["s"].Observers) observer.Observe(call, call.First, outcome, now);
    }
}
