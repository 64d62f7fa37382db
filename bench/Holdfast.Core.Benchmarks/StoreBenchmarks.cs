using BenchmarkDotNet.Attributes;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Principles.Degradation.Caching;
using Microsoft.Extensions.Caching.Memory;
using ZiggyCreatures.Caching.Fusion;

namespace Holdfast.Core.Benchmarks;

/// <summary>Finding an answer that is kept: our own store, and FusionCache over a memory cache of the same bounds.</summary>
[MemoryDiagnoser]
public class StoreBenchmarks
{
    private const int Entries = 10_000;

    private readonly SieveStore _own = new(Entries * 2, 1L << 30);
    private readonly MemoryCache _memory = new(new MemoryCacheOptions { SizeLimit = 1L << 30 });
    private readonly AnswerKey[] _keys = [.. Enumerable.Range(0, Entries).Select(static i => new AnswerKey((ulong)i * 0x9E3779B97F4A7C15, (ulong)i))];
    private readonly string[] _texts = new string[Entries];
    private FusionCache _fusion = null!;
    private int _next;

    [GlobalSetup]
    public void Setup()
    {
        _fusion = new FusionCache(new FusionCacheOptions(), _memory);
        for (var i = 0; i < Entries; i++)
        {
            var slot = new AnswerSlot(new CachedAnswer(
                new StoredAnswer(200, [new("Content-Type", "application/json")], new byte[512]), default, [], "/", 0, 0, 0));
            _own.Put(_keys[i], slot);
            _texts[i] = Text(_keys[i]);
            _fusion.Set(_texts[i], slot, new FusionCacheEntryOptions(TimeSpan.FromHours(1)) { Size = slot.Bytes });
        }

        if (Own() is null || FusionKeyAtHand() is null || Fusion() is null) throw new InvalidOperationException("what is to be found is not there");
    }

    [GlobalCleanup]
    public void Cleanup()
    {
        _fusion.Dispose();
        _memory.Dispose();
    }

    [Benchmark(Baseline = true)]
    public object? Own() => _own.Find(_keys[Next()]);

    /// <summary>Its keys are texts; here they are made beforehand, which no request can.</summary>
    [Benchmark]
    public object? FusionKeyAtHand() => _fusion.TryGet<AnswerSlot>(_texts[Next()]).GetValueOrDefault();

    [Benchmark]
    public object? Fusion() => _fusion.TryGet<AnswerSlot>(Text(_keys[Next()])).GetValueOrDefault();

    private static string Text(AnswerKey key) => $"{key.First:x16}{key.Second:x16}";

    private int Next() => _next = (_next + 1) % Entries;
}
