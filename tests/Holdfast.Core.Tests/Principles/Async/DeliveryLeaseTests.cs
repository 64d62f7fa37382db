using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles;
using Holdfast.Core.Queue;
using Holdfast.Core.Tests.Pipeline;
using Holdfast.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Core.Tests.Principles.Async;

/// <summary>What the service has done is not done again because the queue was away when that was to be written down.</summary>
public sealed class DeliveryLeaseTests : IAsyncDisposable
{
    private const string Plan = """
        holdfast: 1
        owners: [a@example.com, b@example.com]
        services:
          s: { versions: { v1: { nodes: [ "http://127.0.0.1:1001" ] } } }
        interfaces:
          i: { match: { path: "/**" }, service: s, timeout: 60s, async: { when: always, credentials: none } }
        """;

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly OneOperationQueue _queue;
    private readonly Host _host;
    private readonly HoldfastRuntime _runtime;

    public DeliveryLeaseTests()
    {
        (_queue, _host) = (new OneOperationQueue("i", _time), new Host(_time));
        _runtime = new HoldfastRuntime(Slices.All, new Bench.SilentProbe(), _time, new SplitMixRandom(1), operations: new OperationDesk(_queue, _time), deliveries: _host);
        _runtime.Publish(_runtime.Prepare(Bench.Read(Plan), "00"));
    }

    /// <summary>What is on its way is waited for, by the same clock.</summary>
    public async ValueTask DisposeAsync()
    {
        var ending = _runtime.DisposeAsync().AsTask();
        await ComesAsync(() => ending.IsCompleted, "the end");
        await ending;
    }

    [Fact]
    public async Task Lease_EndsWhileTheQueueIsAway_IsRenewedBeforeItIsTakenBack()
    {
        await ComesAsync(() => _host.Begun == 1, "it is sent");
        for (var second = 0; second < 15; second++) _time.Advance(TimeSpan.FromSeconds(1));
        _queue.IsAway = true;
        _host.Answer.SetResult();
        await Eventually.HoldsAsync(() => _host.Ended == 1, "the service has done it");

        // Beyond the lease, as it was last renewed at the most; and less than what is to be written down is tried for.
        for (var gone = TimeSpan.Zero; gone < Lease - TimeSpan.FromSeconds(13); gone += TimeSpan.FromSeconds(1))
        {
            var refused = _queue.Refused;
            _time.Advance(TimeSpan.FromSeconds(1));
            await Eventually.HoldsAsync(() => _queue.Refused > refused, "it is asked for again");
        }

        _queue.IsAway = false;
        // The next look finds both due: to renew, and to take back.
        _time.Advance(TimeSpan.FromSeconds(1));

        await ComesAsync(() => _queue.IsDelivered, "it is written down");
        _host.Begun.ShouldBe(1, "it is not sent again");
    }

    private Task ComesAsync(Func<bool> holds, string what) => Eventually.HoldsAsync(
        () =>
        {
            if (holds()) return true;
            _time.Advance(TimeSpan.FromMilliseconds(100));
            return false;
        },
        what);

    private sealed class Host(FakeTimeProvider time) : IDeliveryHost
    {
        private int _begun;
        private int _ended;

        public int Begun => Volatile.Read(ref _begun);

        public int Ended => Volatile.Read(ref _ended);

        public TaskCompletionSource Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IDeliveryCall Begin(ClaimedOperation operation, PlanModel plan, IReadOnlyList<KeyValuePair<string, string>> headers, int answerBytesMax)
        {
            Interlocked.Increment(ref _begun);
            return new Delivery(new FakeCall(time)
            {
                Plan = plan,
                OnAttempt = async (_, _) =>
                {
                    await Answer.Task;
                    Interlocked.Increment(ref _ended);
                    return Outcome.Answered(200);
                },
            });
        }
    }

    private sealed class Delivery(FakeCall call) : IDeliveryCall
    {
        public Call Call => call;

        public OperationAnswer? Answer { get; } = new(200, [], default);

        public ValueTask DisposeAsync()
        {
            call.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
