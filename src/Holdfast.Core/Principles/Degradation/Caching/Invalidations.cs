using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Degradation.Caching;

/// <summary>Where unsafe requests have changed something, and when: what was asked for before then is not given any more (RFC 9111, 4.4).</summary>
/// <remarks>
/// Of fixed size, and shared by all interfaces: reads and writes of one place are often two of them. Two places that share
/// a slot do away with each other's answers, which costs a fetch and nothing else.
/// </remarks>
internal sealed class Invalidations
{
    private const int Slots = 16 * 1024;

    private readonly long[] _at = new long[Slots];
    private long _sequence;

    /// <summary>Now, among them.</summary>
    public long Now => Volatile.Read(ref _sequence);

    public static Invalidations Of(RuntimeState state) => state.Own(static () => new Invalidations());

    /// <summary>Host and path, without the query: who changes something seldom names in which queries it shows.</summary>
    public static ulong Place(Call call)
    {
        var hash = default(KeyHash);
        hash.AddFolded(call.HostAndPort);
        hash.Add(call.Path);
        return hash.Key.First;
    }

    public void Add(ulong place) => Volatile.Write(ref _at[place % Slots], Interlocked.Increment(ref _sequence));

    /// <summary>Whether an answer that was asked for at <paramref name="sequence"/> still holds.</summary>
    public bool Hold(ulong place, long sequence) => Volatile.Read(ref _at[place % Slots]) <= sequence;
}
