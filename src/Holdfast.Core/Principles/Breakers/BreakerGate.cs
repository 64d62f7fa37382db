using System.Collections.Concurrent;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Pipeline.State;

namespace Holdfast.Core.Principles.Breakers;

/// <summary>Asks the breaker of a version, or of the edge to it, before every attempt, and tells it what became of it.</summary>
public sealed class BreakerGate : AttemptGate
{
    /// <summary>Attempts of one key that are looked after in flight.</summary>
    private const int PlacesOfKey = 32;

    private readonly ConcurrentDictionary<string, BreakerSeat> _edges = new(StringComparer.Ordinal);
    private readonly Func<string, BreakerSeat> _make;
    private readonly BreakerSeat? _all;

    /// <param name="service">Name of the service.</param>
    internal BreakerGate(BreakerPlan plan, string service, VersionState version, CompileContext context)
    {
        var board = BreakerBoard.Of(version);
        var rule = $"services.{service}.breaker";
        if (plan.Scope == BreakerScope.Version) _all = Seat(board.All, $"services.{service}.versions.{version.Name}");
        _make = target => Seat(board.Edge(target), $"interfaces.{target} to services.{service}.versions.{version.Name}");

        BreakerSeat Seat(BreakerSet set, string subject) =>
            new(set, new BreakerSite(plan, subject, plan.Per is null ? Evidence.FlightTable.PlacesMax : PlacesOfKey, context), rule);
    }

    public override Position Position => Position.Breaker;

    public override bool TryEnter(Call call, Attempt attempt, VersionModel version, NodeModel? node) => Seat(call).TryEnter(call, attempt);

    public override ValueTask<Verdict> EnterAsync(Call call, Attempt attempt, VersionModel version, NodeModel? node, bool mayWait) =>
        new(Seat(call).Enter(call, attempt, version));

    public override void Leave(Call call, Attempt attempt, VersionModel version, NodeModel? node, in Outcome outcome, long ended) =>
        Seat(call).Leave(call, attempt, version, outcome, ended);

    internal bool IsOneForAll => _all is not null;

    /// <summary>The seat of an interface: of all of them where the breaker is one.</summary>
    internal BreakerSeat Seat(string target) => _all ?? _edges.GetOrAdd(target, _make);

    private BreakerSeat Seat(Call call) => _all ?? _edges.GetOrAdd(call.Interface!.Name, _make);
}
