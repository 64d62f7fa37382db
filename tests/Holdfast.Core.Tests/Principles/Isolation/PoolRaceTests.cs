using Holdfast.Core.Evidence;
using Holdfast.Core.Principles.Isolation;

namespace Holdfast.Core.Tests.Principles.Isolation;

/// <summary>Real threads, on the real clock: never one too many, nobody forgotten, whatever meets whatever.</summary>
public sealed class PoolRaceTests
{
    private const int Callers = 24;
    private const int CallsOfEach = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1, 4, 0)]
    [InlineData(3, 16, 0)]
    [InlineData(3, 16, 1)]
    [InlineData(8, 64, 1)]
    public async Task Callers_ComeWaitAndGo_AreNeverTooManyAndAllEnd(int capacity, int queue, int order)
    {
        var pool = new CallPool(new PoolShape(capacity, queue, TimeSpan.FromMilliseconds(20), (PoolOrder)order, []), slots: 1, new PoolTallies(), TimeProvider.System);
        var race = new Race(pool, slots: 1, _ => capacity);

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(one => Task.Run(() => race.CallAsync((ulong)one)))).WaitAsync(Patience);

        race.Worst.ShouldBeLessThanOrEqualTo(0, "one more than the capacity was inside");
        (pool.Counts.Value, pool.Waiting).ShouldBe((0, 0));
        race.Ended.ShouldBe(Callers * CallsOfEach);
        race.Entered.ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Callers_OfPartitions_KeepTheBoundAndTheirKeptPlaces()
    {
        var shape = new PoolShape(8, 32, TimeSpan.FromMilliseconds(20), PoolOrder.First, [default, new(3, 2), new(3, 1), new(1, 0), new(1, 1)]);
        var pool = new CallPool(shape, PoolCounts.SlotsMax, new PoolTallies(), TimeProvider.System);
        var race = new Race(pool, PoolCounts.SlotsMax, slot => shape.Capacity - shape.Shares.Where((_, other) => other != slot).Sum(static share => share.Kept));

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(one => Task.Run(() => race.CallAsync((ulong)one)))).WaitAsync(Patience);

        race.Worst.ShouldBeLessThanOrEqualTo(0, "somebody was in a place that is kept for another partition");
        (pool.Counts.Value, pool.Waiting, race.Ended).ShouldBe((0, 0, Callers * CallsOfEach));
    }

    /// <summary>Every place is given back, so whoever waits without an end has to come to his own.</summary>
    [Fact]
    public async Task Callers_WhoWaitForAsLongAsItTakes_AllEnter()
    {
        var pool = new CallPool(new PoolShape(2, Callers, TimeSpan.FromMinutes(10), PoolOrder.First, []), slots: 1, new PoolTallies(), TimeProvider.System);
        var entered = 0;

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < CallsOfEach; i++)
            {
                if (!pool.TryEnter(slot: 0))
                {
                    var waiter = pool.Queue(slot: 0, TimeSpan.FromMinutes(10), out bool isIn);
                    if (waiter is not null) isIn = await waiter.Ended == PoolEnd.Entered;
                    isIn.ShouldBeTrue();
                }

                Interlocked.Increment(ref entered);
                if (i % 7 == 0) await Task.Yield();
                pool.Leave(0);
            }
        }))).WaitAsync(Patience);

        (entered, pool.Counts.Value).ShouldBe((Callers * CallsOfEach, 0));
    }

    private sealed class Race(CallPool pool, int slots, Func<int, int> mostOf)
    {
        private readonly int[] _inside = new int[slots];
        private int _all;
        private int _worst = int.MinValue;
        private int _ended;
        private int _entered;

        /// <summary>How many more than may be were inside at the worst moment.</summary>
        public int Worst => _worst;

        public int Ended => _ended;

        public int Entered => _entered;

        public async Task CallAsync(ulong seed)
        {
            var random = new SplitMixRandom(seed + 1);
            for (var i = 0; i < CallsOfEach; i++)
            {
                var slot = (int)(random.NextDouble() * slots);
                if (await EnterAsync(slot, random))
                {
                    Note(Interlocked.Increment(ref _all) - pool.Shape.Capacity);
                    Note(Interlocked.Increment(ref _inside[slot]) - mostOf(slot));
                    Interlocked.Increment(ref _entered);
                    if (random.NextDouble() < 0.3) await Task.Yield();
                    Interlocked.Decrement(ref _inside[slot]);
                    Interlocked.Decrement(ref _all);
                    pool.Leave(slot);
                }

                Interlocked.Increment(ref _ended);
            }
        }

        private async Task<bool> EnterAsync(int slot, SplitMixRandom random)
        {
            if (pool.TryEnter(slot)) return true;
            // Some give up at once, some after a moment, some are ended by the clock.
            var waiter = pool.Queue(slot, random.NextDouble() < 0.2 ? TimeSpan.FromMilliseconds(1) : TimeSpan.FromSeconds(1), out var entered);
            if (waiter is null) return entered;
            if (random.NextDouble() < 0.2) waiter.Withdraw();
            return await waiter.Ended == PoolEnd.Entered;
        }

        private void Note(int beyond)
        {
            for (var worst = Volatile.Read(ref _worst); beyond > worst; worst = Volatile.Read(ref _worst))
                if (Interlocked.CompareExchange(ref _worst, beyond, worst) == worst) return;
        }
    }
}
