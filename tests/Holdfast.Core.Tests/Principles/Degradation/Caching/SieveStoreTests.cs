using CsCheck;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Degradation.Caching;

namespace Holdfast.Core.Tests.Principles.Degradation.Caching;

public sealed class SieveStoreTests
{
    [Fact]
    public void Put_AMillionDistinct_StaysWithinItsBounds()
    {
        var store = new SieveStore(entriesMax: 5_000, bytesMax: 4L << 20);
        for (var i = 0; i < 1_000_000; i++)
        {
            store.Put(Key(i), Slot(i, i % 1000));
            if (i % 1000 == 0) store.Size.ShouldSatisfyAllConditions(size => size.Entries.ShouldBeLessThanOrEqualTo(5_000), size => size.Bytes.ShouldBeLessThanOrEqualTo(4L << 20));
        }

        var size = store.Size;
        size.Entries.ShouldBeInRange(1, 5_000);
        size.Bytes.ShouldBeInRange(1, 4L << 20);
        size.Evicted.ShouldBe(1_000_000 - size.Entries);
        // What it counts is what it holds.
        Enumerable.Range(0, 1_000_000).Count(i => store.Find(Key(i)) is not null).ShouldBe((int)size.Entries);
    }

    [Fact]
    public void Put_ManyThatNobodyAsksForAgain_LeaveWhatIsAskedFor()
    {
        var store = new SieveStore(entriesMax: 100, bytesMax: long.MaxValue);
        for (var i = 0; i < 50; i++) store.Put(Key(i), Slot(i, 10));
        for (var i = 1000; i < 20_000; i++)
        {
            for (var asked = 0; asked < 50; asked++) store.Find(Key(asked));
            store.Put(Key(i), Slot(i, 10));
        }

        Enumerable.Range(0, 50).ShouldAllBe(i => store.Find(Key(i)) != null);
    }

    [Fact]
    public void Put_LargerThanAllThereIsRoomFor_GoesAtOnce()
    {
        var store = new SieveStore(entriesMax: 10, bytesMax: 5_000);
        store.Put(Key(1), Slot(1, 10));
        store.Put(Key(2), Slot(2, 100_000));

        store.Size.Bytes.ShouldBeLessThanOrEqualTo(5_000);
    }

    [Fact]
    public void Bound_Lower_MakesRoomAtOnce()
    {
        var store = new SieveStore(entriesMax: 100, bytesMax: long.MaxValue);
        for (var i = 0; i < 100; i++) store.Put(Key(i), Slot(i, 10));

        store.Bound(7, long.MaxValue);
        store.Size.Entries.ShouldBe(7);
        store.Bound(0, 0);

        store.Size.ShouldBe(new AnswerStoreSize(0, 0, 100));
    }

    /// <summary>Against a plain dictionary: what is found is what was put last, and the counts are those of what is there.</summary>
    [Fact]
    public void Operations_InAnyOrder_AgreeWithAModel() => Gen.Select(Gen.Int[0, 2], Gen.Int[0, 19], Gen.Int[0, 500]).Array[1, 200].Sample(operations =>
    {
        var store = new SieveStore(entriesMax: 8, bytesMax: 20_000);
        var last = new Dictionary<int, AnswerSlot>();
        foreach (var (what, key, bytes) in operations)
        {
            if (what == 0) store.Put(Key(key), last[key] = Slot(key, bytes));
            else if (what == 1) (store.Find(Key(key)) is not { } found || ReferenceEquals(found, last[key])).ShouldBeTrue();
            else store.Remove(slot => slot.Path == $"/{key}");
            var there = Enumerable.Range(0, 20).Select(i => store.Find(Key(i))).OfType<AnswerSlot>().ToArray();
            store.Size.Entries.ShouldBe(there.Length);
            store.Size.Bytes.ShouldBe(there.Sum(static slot => slot.Bytes));
            (store.Size.Entries <= 8 && store.Size.Bytes <= 20_000).ShouldBeTrue();
            if (what == 2) store.Find(Key(key)).ShouldBeNull();
        }
    }, seed: "0000000000001", iter: 300);

    [Fact]
    public async Task Operations_ByManyAtOnce_LeaveItWithinItsBounds()
    {
        var store = new SieveStore(entriesMax: 100, bytesMax: 100_000);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                var key = (i * 7) + (thread % 2);
                store.Put(Key(key % 500), Slot(key % 500, 100));
                store.Find(Key(i % 500))?.Path.ShouldBe($"/{i % 500}");
            }
        }, TestContext.Current.CancellationToken)));

        store.Size.Entries.ShouldBeInRange(1, 100);
        Enumerable.Range(0, 500).Count(i => store.Find(Key(i)) is not null).ShouldBe((int)store.Size.Entries);
    }

    [Fact]
    public async Task Change_ManyVariantsAtOnce_LosesNone()
    {
        for (var round = 0; round < 200; round++)
        {
            var store = new SieveStore(entriesMax: 100, bytesMax: 1_000_000);
            using var start = new Barrier(4);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
            {
                start.SignalAndWait();
                for (var i = 0; i < 4; i++)
                {
                    var answer = Answer("/", 10, [new("Accept-Language", $"{thread}-{i}")]);
                    store.Change(Key(0), there => there?.With(answer) ?? new AnswerSlot(answer));
                }
            }, TestContext.Current.CancellationToken)));

            store.Find(Key(0))!.Count.ShouldBe(16);
            store.Size.Entries.ShouldBe(16);
        }
    }

    /// <summary>Whoever keeps asks for the number of purges while nothing else changes; a purge counts itself first, and removes then.</summary>
    [Fact]
    public async Task Change_APurgeComesBetween_NothingFromBeforeIsLeft()
    {
        var store = new SieveStore(entriesMax: 100, bytesMax: 1_000_000);
        var purges = 0;
        var stop = false;
        var keeping = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                var seen = Volatile.Read(ref purges);
                var answer = Answer($"/{seen}", 10, []);
                store.Change(Key(0), _ => Volatile.Read(ref purges) != seen ? null : new AnswerSlot(answer));
            }
        }, TestContext.Current.CancellationToken)).ToArray();

        for (var purge = 1; purge <= 20_000; purge++)
        {
            Volatile.Write(ref purges, purge);
            store.Remove(static _ => true);
            (store.Find(Key(0))?.Path ?? $"/{purge}").ShouldBe($"/{purge}");
        }

        Volatile.Write(ref stop, true);
        await Task.WhenAll(keeping);
    }

    [Fact]
    public void Variants_OfOneKey_AreBounded()
    {
        var slot = Slot(0, 0);
        for (var i = 0; i < 1_000; i++) slot = slot.With(Answer("/", 10, [new("Accept-Language", $"l{i}")]));

        slot.Count.ShouldBe(AnswerSlot.VariantsMax);
        slot.With(Answer("/", 10, [new("accept-language", "l999")])).Count.ShouldBe(AnswerSlot.VariantsMax);
    }

    private static AnswerKey Key(int number) => new((ulong)number * 0x9E3779B97F4A7C15, (ulong)number);

    private static AnswerSlot Slot(int number, int bytes) => new(Answer($"/{number}", bytes, []));

    private static CachedAnswer Answer(string path, int bytes, IReadOnlyList<KeyValuePair<string, string>> vary) =>
        new(new StoredAnswer(200, [], new byte[bytes]), default, vary, path, place: 0, storedAt: 0, sequence: 0);
}
