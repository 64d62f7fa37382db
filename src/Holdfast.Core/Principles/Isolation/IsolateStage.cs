using System.Runtime.CompilerServices;
using Holdfast.Core.Pipeline;
using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Keys;

namespace Holdfast.Core.Principles.Isolation;

/// <summary>Has the calls of an interface take a place in their pool before they go to the service.</summary>
public sealed class IsolateStage : InboundStage
{
    private readonly PoolPlaces _places;
    private readonly PoolShape _shape;
    private readonly PoolDoor _door;
    private readonly KeyReader? _reader;
    private readonly TimeProvider _time;
    private readonly Func<(IsolateStage Stage, string Key), KeyPool> _make;

    /// <param name="rule">Path of the entry in the plan.</param>
    /// <param name="subject">Path of the interface.</param>
    internal IsolateStage(IsolatePlan plan, PoolPlaces places, string rule, string subject, CompileContext context)
    {
        (Plan, _places, _time) = (plan, places, context.Time);
        _shape = PoolShapes.Of(plan);
        _door = new PoolDoor("isolation", Position.Isolation, rule, plan.Observe, IsolationErrors.NoPlace, IsolationErrors.WaitOver, subject, context.Signals);
        _reader = plan.Per is null ? null : new KeyReader(plan.Per);
        _make = static with => with.Stage._places.Make(with.Key, with.Stage._time);
    }

    public IsolatePlan Plan { get; }

    internal PoolPlaces Places => _places;

    public override Position Position => Position.Isolation;

    public override bool TryEnter(Call call)
    {
        if (_door.TryEnter(call, Find(call), slot: 0) is not { } seat) return false;
        Keep(call, seat);
        return true;
    }

    public override ValueTask<Verdict> EnterAsync(Call call)
    {
        var entering = _door.EnterAsync(call, Find(call), slot: 0, mayWait: true);
        return entering.IsCompletedSuccessfully ? new(Seat(call, entering.Result)) : SeatAsync(call, entering);
    }

    public override void Leave(Call call, in Outcome outcome) => ((PoolSeat?)Kept(call))?.Leave();

    /// <summary>Its revision goes live.</summary>
    internal void Follow() => _places.Follow(Plan, _shape);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Verdict> SeatAsync(Call call, ValueTask<PoolPass> entering) => Seat(call, await entering);

    private Verdict Seat(Call call, in PoolPass pass)
    {
        Keep(call, pass.Seat);
        return pass.Verdict;
    }

    private CallPool Find(Call call)
    {
        if (_reader is null || !_reader.TryHash(call, HashSeed.Secret, out var hash)) return _places.All;
        var keys = _places.KeysFor(Plan.KeysMax);
        var now = call.Now;
        var pool = (keys.Find(hash, now) ?? keys.FindOrAdd(hash, now, (this, _reader.Text(call)), _make)).Pool;
        // Made just as another revision went live.
        if (!ReferenceEquals(pool.Shape, _places.All.Shape)) pool.Resize(_places.All.Shape);
        return pool;
    }
}
