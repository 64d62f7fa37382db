using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Failover;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Panicking;

/// <summary>Always says the same, and keeps whoever arranges waiting while it is held.</summary>
internal sealed class HeldPanic(Panic says) : PanicPolicy
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _go;
    private int _arrangements;

    /// <summary>Somebody arranges, and waits.</summary>
    public Task Reached => _reached.Task;

    public int Arrangements => Volatile.Read(ref _arrangements);

    public void Hold() => Volatile.Write(ref _go, new TaskCompletionSource());

    public void Release() => Volatile.Read(ref _go)!.SetResult();

    public Candidates Candidates(Bench bench) => new(
        bench.Version().Nodes, bench.Version().State, new FailoverArranger(""), bench.Version().Picker, this, new SplitMixRandom(1));

    public override Panic Next(VersionState version, IReadOnlyList<NodeModel> nodes, out Action? news)
    {
        news = null;
        Interlocked.Increment(ref _arrangements);
        if (Volatile.Read(ref _go) is not { } go) return says;
        _reached.TrySetResult();
        go.Task.Wait(TimeSpan.FromSeconds(20)).ShouldBeTrue("the test to release it");
        return says;
    }

    public override double UsableShare(Panic panic) => 1;
}
