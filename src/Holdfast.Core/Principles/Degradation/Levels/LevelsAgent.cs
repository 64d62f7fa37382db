using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Degradation.Levels;

/// <summary>Has what is entered go on under the steps of a new revision, and looks once a second at the conditions and schedules of plans that have some.</summary>
internal sealed class LevelsAgent : IAgent
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock _ticking = new();
    private readonly AgentContext _context;
    private readonly LevelsState _state;
    private readonly ITimer _timer;
    private SliceContext? _present;

    public LevelsAgent(AgentContext context)
    {
        _context = context;
        _state = context.Compile.State.Own(() => new LevelsState(context.Layers, context.Readings));
        _timer = context.Time.CreateTimer(static self => ((LevelsAgent)self!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Apply(PlanModel plan)
    {
        var present = new SliceContext(plan, _context.Compile.State, _context.Signals);
        var before = Interlocked.Exchange(ref _present, present);
        _state.Follow(plan.Plan.Sections.Get(LevelsPlan.Field).Values, present);
        var (was, isWatched) = (before is not null && IsWatched(before.Plan), IsWatched(plan));
        if (was != isWatched) _timer.Change(isWatched ? Every : Timeout.InfiniteTimeSpan, Every);
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private static bool IsWatched(PlanModel plan) => plan.Plan.Sections.Get(LevelsPlan.Field).Values.Any(static one => one.IsWatched);

    private void Tick()
    {
        // A tick that the machine held up may meet the next one.
        if (Volatile.Read(ref _present) is not { } present || !_ticking.TryEnter()) return;
        try
        {
            foreach (var model in _state.Epoch.Models.Where(static model => model.Plan.IsWatched))
            {
                var (before, after, effect) = _state.Handle(model, LevelsOutlook.Of(model, _state, present), present);
                if (effect != LevelEffect.None) LevelsSignals.TellMoved(present, model, before, after, effect, _state);
            }
        }
        finally
        {
            _ticking.Exit();
        }
    }
}
