using Holdfast.Core.Evidence;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Keys;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>The breakers of a bounded number of keys, and what a key is.</summary>
internal sealed class BreakerKeys(KeyPlan per, int keysMax)
{
    public KeyReader Reader { get; } = new(per);

    /// <summary>Who keeps calling an open breaker's key is not to be forgotten for made-up ones.</summary>
    public KeyedTable<BreakerState> Table { get; } = new(keysMax, static (state, _) => state.Era.Machine.Phase != BreakerPhase.Closed);

    /// <summary>Whether what it holds means the same to a plan.</summary>
    public bool IsFor(KeyPlan other, int max) => max == keysMax && other == per;

    /// <summary>False: the call has no key.</summary>
    public bool TryHash(Call call, out ulong hash) => Reader.TryHash(call, HashSeed.Secret, out hash);
}
