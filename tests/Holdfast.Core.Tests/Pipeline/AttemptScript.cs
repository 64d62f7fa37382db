using Holdfast.Core.Pipeline;

namespace Holdfast.Core.Tests.Pipeline;

/// <summary>Attempts that end when, and as, a test says: by their number, the first is 1.</summary>
internal sealed class AttemptScript
{
    private readonly TaskCompletionSource<Outcome>[] _ends = [.. Enumerable.Range(0, 10).Select(static _ => new TaskCompletionSource<Outcome>())];
    private readonly FakeCall _call;
    private readonly List<int> _accepted = [];

    public AttemptScript(FakeCall call)
    {
        _call = call;
        call.OnTry = PlayAsync;
    }

    /// <summary>Attempts whose answer was passed on: never more than one.</summary>
    public IReadOnlyList<int> Accepted
    {
        get
        {
            lock (_accepted) return [.. _accepted];
        }
    }

    /// <summary>Attempts that were told to end before they had anything.</summary>
    public List<int> Cut { get; } = [];

    /// <summary>For how long the node of an attempt asks to be left alone.</summary>
    public Dictionary<int, TimeSpan> RetryAfter { get; } = [];

    /// <summary>The head of an answer comes.</summary>
    public void Answer(int attempt, int status) => _ends[attempt].SetResult(Outcome.Answered(status));

    public void Fail(int attempt, FailureKind failure) => _ends[attempt].SetResult(Outcome.Failed(failure));

    public void Throw(int attempt) => _ends[attempt].SetException(new InvalidOperationException("broken"));

    private async ValueTask<Outcome> PlayAsync(Attempt attempt, CancellationToken timeIsUp)
    {
        await using var _ = timeIsUp.UnsafeRegister(state => ((TaskCompletionSource<Outcome>)state!).TrySetCanceled(), _ends[attempt.Number]);
        Outcome head;
        try
        {
            head = await _ends[attempt.Number].Task;
        }
        catch (OperationCanceledException)
        {
            lock (Cut) Cut.Add(attempt.Number);
            return _call.CallerGone ? Outcome.Cancelled(began: false) : Outcome.Failed(FailureKind.Reset);
        }

        if (!head.Began) return head;
        attempt.RetryAfter = RetryAfter.GetValueOrDefault(attempt.Number);
        if (!_call.Accepts(attempt, head)) return head with { Began = false };
        lock (_accepted) _accepted.Add(attempt.Number);
        return head;
    }
}
