using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;
using Holdfast.Core.Principles.Limits.Yielding;

namespace Holdfast.Core.Principles.Limits;

/// <summary>Lets limits know of the revision that is live, and looks how busy the interfaces are to which others give way.</summary>
internal sealed class LimitAgent : IAgent
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1) / YieldWatch.LooksPerSecond;

    private readonly Lock _looking = new();
    private readonly AgentContext _context;
    private readonly ITimer _timer;
    private YieldWatch[] _watches = [];
    private HashSet<LimitSet> _sets = [];

    public LimitAgent(AgentContext context)
    {
        _context = context;
        _timer = context.Time.CreateTimer(static self => ((LimitAgent)self!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Apply(PlanModel plan)
    {
        var seats = LimitsSlice.Seats(plan).ToList();
        foreach (var seat in seats) seat.Set.Follow(seat.Model);
        if (seats.Count > 0 || _sets.Count > 0) Forget(plan, seats);
        // Nothing runs where nobody gives way to anybody.
        _timer.Change(_watches.Length > 0 ? Every : Timeout.InfiniteTimeSpan, _watches.Length > 0 ? Every : Timeout.InfiniteTimeSpan);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Forget(PlanModel plan, List<LimitSeat> seats)
    {
        var sets = seats.Select(static seat => seat.Set).ToHashSet();
        var watches = seats.Select(static seat => seat.Model.Watch).OfType<YieldWatch>().ToHashSet();
        foreach (var target in plan.Interfaces.Values)
        {
            LimitBoard.Of(target.State).KeepOnly(sets);
            YieldBoard.KeepOnly(target.State, watches);
        }

        foreach (var service in plan.Services.Keys) LimitBoard.Of(_context.Compile.State.Service(service)).KeepOnly(sets);
        foreach (var node in plan.Versions.SelectMany(static version => version.Nodes)) LimitBoard.Of(node.State).KeepOnly(sets);
        Volatile.Write(ref _watches, [.. watches]);
        // Those too whose interface, service or node is gone: what they were leased, others can use.
        foreach (var gone in _sets.Except(sets)) gone.Dispose();
        _sets = sets;
    }

    private void Look()
    {
        // A look that the machine held up may meet the next one.
        if (!_looking.TryEnter()) return;
        try
        {
            var now = _context.Time.GetTimestamp();
            foreach (var watch in Volatile.Read(ref _watches))
                if (watch.Look(now, _context.Time.TimestampFrequency)) LimitSignals.Yields(_context.Signals, watch, watch.IsBusy);
        }
        finally
        {
            _looking.Exit();
        }
    }
}
