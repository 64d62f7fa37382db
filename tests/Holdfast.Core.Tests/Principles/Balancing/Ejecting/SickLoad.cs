using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Principles.Balancing.Ejecting;
using Holdfast.Core.Tests.Pipeline;

namespace Holdfast.Core.Tests.Principles.Balancing.Ejecting;

/// <summary>A call each millisecond on four nodes that answer after 2 to 6 ms, one of which falls sick: in virtual time, defaults only.</summary>
/// <param name="target">What the plan says of the interface beyond its defaults.</param>
/// <param name="service">What it says of the service.</param>
internal sealed class SickLoad(string target = "", string service = "") : IAsyncDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    /// <summary>The node that falls sick.</summary>
    public const int Sick = 0;

    private readonly Bench _bench = new($$"""
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001", "http://127.0.0.1:1002", "http://127.0.0.1:1003", "http://127.0.0.1:1004" ] } }{{service}} }
        interfaces:
          i: { match: { path: "/**" }, service: s{{target}} }
        """);

    private readonly List<(FakeCall Call, Task<Outcome> Running)> _waiting = [];
    private int _asked;

    /// <summary>How long the sick node takes; null: as long as it is waited for. The others and healthy ones take a few milliseconds.</summary>
    public TimeSpan? Takes { get; set; } = TimeSpan.Zero;

    /// <summary>One of so many calls is a POST without a key.</summary>
    public int PostEvery { get; init; } = 10;

    /// <summary>Time from one call to the next.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMilliseconds(1);

    /// <summary>What a node answers.</summary>
    public Func<int, Outcome> Answers { get; set; } = static _ => Outcome.Answered(200);

    /// <summary>Attempts that could not be made good, on a node that nobody could trust while another could be.</summary>
    public int Careless { get; private set; }

    /// <summary>Attempts of each node so far.</summary>
    public int[] Attempts { get; } = new int[4];

    public Bench Bench => _bench;

    /// <summary>Attempts on the sick node so far, POSTs among them, and POSTs.</summary>
    public int SickAttempts { get; private set; }

    public int SickPosts { get; private set; }

    /// <summary>GETs that ended otherwise than well.</summary>
    public int Failed { get; private set; }

    public bool IsEjected => (_bench.Node(Sick).State.Withheld & Withheld.Ejected) != Withheld.None;

    /// <summary>Runs for so long, or until it holds.</summary>
    /// <returns>For how long it ran.</returns>
    public TimeSpan Run(TimeSpan most, Func<bool>? until = null)
    {
        var began = _bench.Time.GetTimestamp();
        while (_bench.Time.GetElapsedTime(began) < most && until?.Invoke() != true)
        {
            Ask();
            for (var step = TimeSpan.Zero; step < Every; step += Step)
            {
                _bench.Time.Advance(Step);
                Settle();
            }
        }

        return _bench.Time.GetElapsedTime(began);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    private void Ask()
    {
        var call = _bench.Call();
        if (PostEvery > 0 && _asked++ % PostEvery == 0) call.Verb = "POST";
        call.OnTry = (attempt, timeIsUp) => TryAsync(call, attempt, timeIsUp);
        _waiting.Add((call, CallPipeline.RunAsync(call).AsTask()));
    }

    private async ValueTask<Outcome> TryAsync(FakeCall call, Attempt attempt, CancellationToken timeIsUp)
    {
        var takes = TimeSpan.FromMilliseconds(2 + (_asked % 5));
        Attempts[attempt.Node.Index]++;
        if (attempt.Number > 1 || !call.Interface!.Retry.MayFindOut(call)) LookForCarelessness(call, attempt);
        if (attempt.Node.Index == Sick)
        {
            SickAttempts++;
            if (call.Verb == "POST") SickPosts++;
            if (Takes is { } more) takes += more;
            else takes = Timeout.InfiniteTimeSpan;
        }

        await Task.Delay(takes, _bench.Time, timeIsUp).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (timeIsUp.IsCancellationRequested) return Outcome.Failed(FailureKind.Reset);
        var head = Answers(attempt.Node.Index);
        return call.Accepts(attempt, head) ? head : head with { Began = false };
    }

    private void LookForCarelessness(FakeCall call, Attempt attempt)
    {
        double TrustIn(NodeState node) => NodeDoubt.Trust(node, _bench.Time, _bench.Time.GetTimestamp());
        if (TrustIn(attempt.Node.State) > 0) return;
        if (_bench.Version().Nodes.Any(node => node != attempt.Node && node.State.IsUsable && TrustIn(node.State) > 0 && !call.Tried.Contains(node.State))) Careless++;
    }

    /// <summary>Who was outrun is let go of on a thread of the pool; it is waited for, so that one run is like another.</summary>
    private void Settle()
    {
        foreach (var (call, running) in _waiting)
            if (call.IsAnswered) SpinWait.SpinUntil(() => running.IsCompleted, TimeSpan.FromSeconds(30)).ShouldBeTrue("an answered call ends");
        foreach (var (call, running) in _waiting)
        {
            if (!running.IsCompleted) continue;
            if (call.Verb == "GET" && !running.Result.IsSuccess) Failed++;
            // Its timers too: thousands that are still to go off are looked at with each step of time.
            call.Dispose();
        }

        _waiting.RemoveAll(static wait => wait.Running.IsCompleted);
    }
}
