using System.Collections.Frozen;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles;

namespace Holdfast.Core.DryRuns;

/// <summary>The last calls, for dry runs of plans that are to be. Bounded in number and by time, without a lock, and without a word of what was asked.</summary>
public sealed class RecentCalls(IReadOnlyList<ISlice> slices, TimeProvider time) : IAgent
{
    /// <summary>Calls kept; they take 5 MB when all places were used.</summary>
    public const int CallsMax = 1 << 16;

    /// <summary>Memory is taken as it is needed, so many calls at once.</summary>
    private const int ChunkCalls = 1 << 11;

    /// <summary>What is older says little of the traffic that a plan will meet.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly IKeyedSlice[] _slices = [.. slices.OfType<IKeyedSlice>()];
    private readonly RecentCall[]?[] _chunks = new RecentCall[CallsMax / ChunkCalls][];
    private FrozenDictionary<string, KeptKeys> _keys = FrozenDictionary<string, KeptKeys>.Empty;
    private long _newest = -1;

    /// <summary>Notes a call that has ended. From any thread.</summary>
    public void Add(Call call, in Outcome outcome)
    {
        if (call.Interface is not { } target || !Volatile.Read(ref _keys).TryGetValue(target.Name, out var keys)) return;
        var number = Interlocked.Increment(ref _newest);
        ref var place = ref PlaceOf(number);
        Volatile.Write(ref place.Number, -1);
        (place.At, place.Lasted, place.Keys, place.Criticality) = (call.Started, time.GetTimestamp() - call.Started, keys, call.Criticality);
        place.Path = call.Seen?.Number ?? -1;
        (place.Client, place.First, place.Second, place.Third) = (KeptKeys.HashOfClient(call), keys.Hash(0, call), keys.Hash(1, call), keys.Hash(2, call));
        place.IsAnswered = outcome.Kind is OutcomeKind.Success or OutcomeKind.Failure;
        Volatile.Write(ref place.Number, number);
    }

    public void Apply(PlanModel plan) => Volatile.Write(ref _keys, plan.Plan.Interfaces.Values.ToFrozenDictionary(
        static target => target.Name, target => new KeptKeys(target.Name, _slices.SelectMany(slice => slice.Keys(target))), StringComparer.Ordinal));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Those that are kept, in the order of their arrival.</summary>
    internal List<RecentCall> Read()
    {
        var newest = Volatile.Read(ref _newest);
        var oldest = time.GetTimestamp() - (long)(Kept.TotalSeconds * time.TimestampFrequency);
        List<RecentCall> found = [];
        for (var number = Math.Max(0, newest - CallsMax + 1); number <= newest; number++)
        {
            ref var place = ref PlaceOf(number);
            if (Volatile.Read(ref place.Number) != number) continue;
            var call = place;
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref place.Number) == number && call.At >= oldest) found.Add(call);
        }

        found.Sort(static (one, other) => (one.At, one.Number).CompareTo((other.At, other.Number)));
        return found;
    }

    private ref RecentCall PlaceOf(long number)
    {
        var at = (int)(number % CallsMax);
        ref var chunk = ref _chunks[at / ChunkCalls];
        if (Volatile.Read(ref chunk) is null) Interlocked.CompareExchange(ref chunk, NewChunk(), null);
        return ref chunk![at % ChunkCalls];
    }

    private static RecentCall[] NewChunk()
    {
        var chunk = new RecentCall[ChunkCalls];
        foreach (ref var place in chunk.AsSpan()) place.Number = -1;
        return chunk;
    }
}
