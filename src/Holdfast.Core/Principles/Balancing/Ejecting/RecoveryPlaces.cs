using Holdfast.Core.Principles.Balancing.Probing;

namespace Holdfast.Core.Principles.Balancing.Ejecting;

/// <summary>Bounds the checks that run at once, so that those of a whole zone are no load of their own, and shares the places among services.</summary>
/// <remarks>
/// Shared as probes are (max-min fairness), with one place each at the least: a thousand nodes of one service that take
/// every check and answer none do not keep another service's two waiting. A service that comes to need places has its share at
/// once; until the checks of the others have ended there may be more than <see cref="AtOnceMax"/>.
/// </remarks>
internal sealed class RecoveryPlaces
{
    /// <summary>Checks that run at once, over all services.</summary>
    public const int AtOnceMax = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <summary>Waits for a place; who has one gives it back with <see cref="Leave"/>.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled, and no place was taken.</exception>
    public async Task EnterAsync(string service, CancellationToken stop)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var stopping = stop.Register(() => turn.TrySetCanceled(stop));
        lock (_gate)
        {
            if (!_lines.TryGetValue(service, out var line)) _lines[service] = line = new Line();
            line.Waiting.Enqueue(turn);
            Grant();
        }

        await turn.Task;
    }

    public void Leave(string service)
    {
        lock (_gate)
        {
            var line = _lines[service];
            if (--line.Running + line.Waiting.Count == 0) _lines.Remove(service);
            Grant();
        }
    }

    private void Grant()
    {
        var share = Math.Max(1, ProbePace.EqualShare(AtOnceMax, _lines.Values.Select(static line => (double)line.Running + line.Waiting.Count)));
        foreach (var line in _lines.Values)
            while (line.Running + 1 <= share && line.Waiting.TryDequeue(out var turn))
                if (turn.TrySetResult()) line.Running++;
    }

    private sealed class Line
    {
        public int Running { get; set; }

        public Queue<TaskCompletionSource> Waiting { get; } = [];
    }
}
