using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Failover;

/// <summary>Once a second: learns what is normal for each interface, and moves the windows of the retry budgets on.</summary>
public sealed class PaceAgent : IAgent
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock _ticking = new();
    private readonly CompileContext _context;
    private readonly ITimer _timer;
    private PlanModel? _plan;

    public PaceAgent(AgentContext context)
    {
        _context = context.Compile;
        _timer = context.Time.CreateTimer(static self => ((PaceAgent)self!).Tick(), this, Every, Every);
    }

    public void Apply(PlanModel plan) => Volatile.Write(ref _plan, plan);

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Tick()
    {
        // A tick that the machine held up may meet the next one.
        if (Volatile.Read(ref _plan) is not { } plan || !_ticking.TryEnter()) return;
        try
        {
            foreach (var target in plan.Interfaces.Values)
            {
                FailoverSlice.Pace(target.State).Tick(target.State.Meter, target.Plan.Sections.Get(RetryPlan.Field).Hedge?.After.Percentile ?? 0);
                FailoverSlice.State(target.State).Hedging.Tick();
            }

            foreach (var service in plan.Services.Keys) FailoverSlice.Budget(_context.State.Service(service)).Tick();
        }
        finally
        {
            _ticking.Exit();
        }
    }
}
