using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary>The latency of a node and when there was last news of it, across revisions.</summary>
/// <remarks>
/// Both in one word, so that they are read and written together without a lock: the level as a float, the time in ms. The
/// word is the node's, beside what else a pick reads of it.
/// </remarks>
public readonly struct LoadState
{
    /// <summary>Writers that lose so often in a row give up: with that many samples at once one more says nothing new.</summary>
    private const int TriesMax = 8;

    /// <summary>A clock reading that another thread overtook: milliseconds 'before' the news.</summary>
    private const uint OvertakenMax = 60_000;

    /// <summary>Turned round by these, the word of a node that was never measured is the one it begins with.</summary>
    private static readonly int UnknownBits = BitConverter.SingleToInt32Bits(LatencyMachine.Unknown);

    private readonly NodeState _node;

    private LoadState(NodeState node) => _node = node;

    /// <summary>Binary logarithm of seconds until an answer begins; <see cref="LatencyMachine.Unknown"/> before the first.</summary>
    public float Level => LevelOf(Volatile.Read(ref _node.Level));

    /// <summary>Null before the first answer.</summary>
    public TimeSpan? Latency => Level is var level && float.IsNaN(level) ? null : TimeSpan.FromSeconds(Math.Pow(2, level));

    public static LoadState Of(NodeState node) => new(node);

    /// <summary>The level, and seconds since the last news of it.</summary>
    /// <param name="nowMs">Milliseconds of the timestamp clock; 49.7 days after the last news it counts as fresh for a moment.</param>
    internal (float Level, double SilenceSeconds) Read(uint nowMs)
    {
        var packed = Volatile.Read(ref _node.Level);
        return (LevelOf(packed), Elapsed(packed, nowMs));
    }

    /// <summary>Whether an answer at that time would change anything: a level moves with time, and within one millisecond none has passed.</summary>
    internal bool IsNews(uint nowMs) => Volatile.Read(ref _node.Level) is var packed && ((uint)packed != nowMs || float.IsNaN(LevelOf(packed)));

    internal void Answered(float sample, uint nowMs) => Update(sample, nowMs, static (known, elapsed, s) => LatencyMachine.Answered(known, elapsed, s));

    internal void Waited(float sample, uint nowMs) => Update(sample, nowMs, static (known, _, s) => LatencyMachine.Waited(known, s));

    internal void Outrun(float sample, uint nowMs) => Update(sample, nowMs, static (known, elapsed, s) => LatencyMachine.Outrun(known, elapsed, s));

    private void Update(float sample, uint nowMs, Func<float, double, float, float> next)
    {
        ref var word = ref _node.Level;
        for (var i = 0; i < TriesMax; i++)
        {
            var before = Volatile.Read(ref word);
            var level = next(LevelOf(before), Elapsed(before, nowMs), sample);
            if (Interlocked.CompareExchange(ref word, Pack(level, nowMs), before) == before) return;
        }
    }

    private static double Elapsed(long packed, uint nowMs)
    {
        var elapsed = nowMs - (uint)packed;
        return elapsed > uint.MaxValue - OvertakenMax ? 0 : elapsed / 1000.0;
    }

    private static float LevelOf(long packed) => BitConverter.Int32BitsToSingle((int)(packed >> 32) ^ UnknownBits);

    private static long Pack(float level, uint ms) => ((long)(BitConverter.SingleToInt32Bits(level) ^ UnknownBits) << 32) | ms;
}
