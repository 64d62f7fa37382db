using System.Collections.Concurrent;
using Holdfast.Core.Pipeline.State;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>The pools of an interface: one set for each key that calls are told apart by, and one for all of them together.</summary>
internal sealed class IsolationBoard
{
    private readonly ConcurrentDictionary<string, PoolPlaces> _places = new(StringComparer.Ordinal);

    public static IsolationBoard Of(InterfaceState state) => state.Own(static () => new IsolationBoard());

    /// <param name="shape">For pools that are not there yet.</param>
    public PoolPlaces For(KeyPlan? per, PoolShape shape, TimeProvider time) =>
        _places.GetOrAdd(Name(per), static (_, with) => new PoolPlaces(with.shape, with.time), (shape, time));

    /// <summary>Forgets what the live revision does not ask for.</summary>
    public void KeepOnly(IEnumerable<KeyPlan?> pers)
    {
        var names = pers.Select(Name).ToHashSet(StringComparer.Ordinal);
        foreach (var name in _places.Keys)
            if (!names.Contains(name)) _places.TryRemove(name, out _);
    }

    internal static string Name(KeyPlan? per) => per is null ? "" : Shapes.Key.Write(per);
}
