using Holdfast.Core.Signals;

namespace Holdfast.Control.Plans;

/// <summary>Has a plan on disk carried out whenever it has changed: a good one takes effect, a bad one is refused and the one before serves on.</summary>
public sealed class PlanWatcher : IAsyncDisposable
{
    /// <summary>Two looks must agree and the plan must be read, all within a second.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    /// <summary>Looks after which a good plan that could not be carried out is tried again: its port may be free now.</summary>
    public const int RetryAfterLooks = 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _looking = new(1);
    private readonly PlanFile _file;
    private readonly IPlanFollower _follower;
    private readonly IPlanReport _report;
    private readonly SignalLog _signals;
    private readonly TimeProvider _time;
    private TaskCompletionSource _asked = NewAsked();
    private PlanWatchMachine _machine;
    private PlanEdition _live;
    private int _looksToRetry;
    private bool _isDisposed;
    private Task _watching = Task.CompletedTask;
    private PlanRefusal? _refusal;

    /// <param name="live">The reading that was taken last.</param>
    public PlanWatcher(
        PlanFile file, PlanEdition live, IPlanFollower follower, IPlanReport report, SignalLog signals, TimeProvider time)
    {
        _file = file;
        _live = live;
        _follower = follower;
        _report = report;
        _signals = signals;
        _time = time;
        _machine = new PlanWatchMachine(live.Sources);
    }

    /// <summary>The plan on disk that is not carried out; null when what runs is what is on disk.</summary>
    public PlanRefusal? LastRefusal => Volatile.Read(ref _refusal);

    public void Start() => _watching = Task.Run(WatchAsync, CancellationToken.None);

    /// <summary>Looks now, and does not wait for the files to come to rest.</summary>
    public void Ask() => Volatile.Read(ref _asked).TrySetResult();

    /// <summary>One look, and what follows from it.</summary>
    public async Task LookAsync(bool isAsked, CancellationToken cancellation)
    {
        await _looking.WaitAsync(cancellation);
        try
        {
            (_machine, var isDue) = _machine.On(_file.LookAgain(_machine.Read));
            if (isAsked || isDue || --_looksToRetry == 0)
                await ReadAsync(isAsked, cancellation);
        }
        finally
        {
            _looking.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
        _looking.Dispose();
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            await _asked.Task.WaitAsync(Every, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var isAsked = _asked.Task.IsCompleted;
            if (isAsked)
                Volatile.Write(ref _asked, NewAsked());
            try
            {
                await LookAsync(isAsked, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // A watcher that is gone is worse than a look that failed: the next one is due shortly.
                _signals.Publish("plan", "look-failed", _file.Path, fault.Message);
            }
        }
    }

    private async Task ReadAsync(bool isAsked, CancellationToken cancellation)
    {
        _report.Began();
        var edition = _file.Read();
        _machine = new PlanWatchMachine(edition.Sources);
        _looksToRetry = 0;
        if (edition.Result.Plan is not { } plan)
        {
            Refuse(new PlanRefusal(_time.GetUtcNow(), edition.Result, Reason: null), isAsked);
            return;
        }

        if (edition.MeansTheSameAs(_live))
        {
            Volatile.Write(ref _refusal, null);
            _report.Unchanged(isAsked);
            return;
        }

        var before = _follower.LivePlan ?? _live.Result.Plan!;
        if (await _follower.FollowAsync(edition, cancellation) is { } reason)
        {
            _looksToRetry = RetryAfterLooks;
            Refuse(new PlanRefusal(_time.GetUtcNow(), edition.Result, reason), isAsked);
            return;
        }

        _live = edition;
        Volatile.Write(ref _refusal, null);
        _report.Live(before, plan);
    }

    private void Refuse(PlanRefusal refusal, bool isAsked)
    {
        if (!isAsked && refusal.SaysTheSameAs(LastRefusal))
        {
            _report.Unchanged(isAsked);
            return;
        }

        Volatile.Write(ref _refusal, refusal);
        _signals.Publish("plan", "revision-refused", _file.Path, refusal.Summary);
        _report.Refused(refusal);
    }

    private static TaskCompletionSource NewAsked() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
