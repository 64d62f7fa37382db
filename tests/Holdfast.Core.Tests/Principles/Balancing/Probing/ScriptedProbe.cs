using System.Collections.Concurrent;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Tests.Principles.Balancing.Probing;

/// <summary>A probe whose findings a test scripts, node by node.</summary>
internal sealed class ScriptedProbe : INodeProbe
{
    public const string Hang = "hang";
    public const string Throw = "throw";

    private readonly ConcurrentDictionary<string, int> _running = new();
    private volatile TaskCompletionSource? _hold;
    private readonly ConcurrentQueue<ProbePlan> _asked = new();
    private volatile string? _held;
    private volatile bool _isHolding;
    private int _mostAtOnce;

    public ConcurrentDictionary<string, string> Faults { get; } = new();

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyCollection<ProbePlan> Asked => _asked;

    public bool IsHolding => _isHolding;

    /// <summary>Probes of one node on their way at once, at the most.</summary>
    public int MostAtOnce => Volatile.Read(ref _mostAtOnce);

    /// <summary>The next probe of the node ends when the caller says so, whoever asks it to end before.</summary>
    public TaskCompletionSource HoldNext(string address)
    {
        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held = address;
        _hold = hold;
        return hold;
    }

    public async ValueTask<string?> ProbeAsync(ServiceModel service, NodeModel node, ProbePlan plan, CancellationToken cancellation)
    {
        _asked.Enqueue(plan);
        var running = _running.AddOrUpdate(node.Address, 1, static (_, count) => count + 1);
        if (running > MostAtOnce) Volatile.Write(ref _mostAtOnce, running);
        try
        {
            if (_hold is { Task.IsCompleted: false } hold && _held == node.Address)
            {
                _isHolding = true;
                await hold.Task;
            }

            if (!Faults.TryGetValue(node.Address, out var fault)) return null;
            if (fault == Throw) throw new InvalidOperationException("broken");
            if (fault == Hang) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            return fault;
        }
        finally
        {
            _running.AddOrUpdate(node.Address, 0, static (_, count) => count - 1);
        }
    }
}
