using Holdfast.Gateway.Process;
using Holdfast.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Holdfast.Gateway.Tests.Process;

public sealed class QueueGaugeTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly Queue<IThreadPoolWorkItem> _queue = new();

    [Fact]
    public void Work_ThatWaited_IsToldWithTheNextReading()
    {
        var gauge = new QueueGauge(_time, _queue.Enqueue);
        gauge.Read().ShouldBe(TimeSpan.Zero);
        _time.Advance(TimeSpan.FromMilliseconds(30));
        _queue.Dequeue().Execute();

        gauge.Read().ShouldBe(TimeSpan.FromMilliseconds(30));
        _queue.Count.ShouldBe(1);
    }

    [Fact]
    public void Work_ThatStillWaits_CountsBeforeItsTurn()
    {
        var gauge = new QueueGauge(_time, _queue.Enqueue);
        gauge.Read();
        _time.Advance(TimeSpan.FromMilliseconds(250));

        gauge.Read().ShouldBe(TimeSpan.FromMilliseconds(250));
        _queue.Count.ShouldBe(1);
    }

    [Fact]
    public void Pool_WithEveryThreadTaken_IsSeenToWait()
    {
        // A pool of one thread, which is taken until the test lets it go.
        using var pool = new OneThread();
        var gauge = new QueueGauge(TimeProvider.System, pool.Queue);
        pool.Hold();
        gauge.Read();

        SpinWait.SpinUntil(() => gauge.Read() > TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(30)).ShouldBeTrue();

        pool.LetGo();
        SpinWait.SpinUntil(() => gauge.Read() < TimeSpan.FromMilliseconds(20), TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    private sealed class OneThread : IDisposable
    {
        private readonly System.Collections.Concurrent.BlockingCollection<Action> _work = new(boundedCapacity: 10_000);
        private readonly ManualResetEventSlim _held = new();
        private readonly Thread _thread;

        public OneThread()
        {
            _thread = new Thread(() =>
            {
                foreach (var one in _work.GetConsumingEnumerable()) one();
            });
            _thread.Start();
        }

        public void Queue(IThreadPoolWorkItem work) => _work.Add(work.Execute);

        public void Hold() => _work.Add(_held.Wait);

        public void LetGo() => _held.Set();

        public void Dispose()
        {
            _held.Set();
            _work.CompleteAdding();
            _thread.Join();
            _work.Dispose();
            _held.Dispose();
        }
    }
}
