using Holdfast.Core.Pipeline.Compiling;
using Holdfast.Core.Pipeline.Model;

namespace Holdfast.Core.Principles.Failover.Resolving;

/// <summary>Looks the names of the live plan up again and again, and has the plan compiled anew when addresses come or go.</summary>
internal sealed class ResolveAgent : IAgent
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _end = new();
    private readonly AgentContext _context;
    private readonly NameLookUp _lookUp;
    private readonly ITimer _timer;
    private FollowedName[] _names = [];
    private Task _running = Task.CompletedTask;
    private bool _isOutdated;

    public ResolveAgent(AgentContext context, INodeResolver resolver)
    {
        _context = context;
        _lookUp = new NameLookUp(context, resolver);
        _timer = context.Time.CreateTimer(static self => ((ResolveAgent)self!).Tick(), this, Every, Every);
    }

    public void Apply(PlanModel plan)
    {
        var names = FollowedName.In(plan.Plan, _context.Compile).ToArray();
        foreach (var service in names.GroupBy(static name => name.State))
            service.Key.KeepOnly(service.Select(static name => name.Name.Key).ToHashSet(StringComparer.Ordinal));
        lock (_gate) _names = names;
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _end.CancelAsync();
        Task running;
        lock (_gate) running = _running;
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private void Tick()
    {
        lock (_gate)
        {
            if (!_running.IsCompleted || _end.IsCancellationRequested) return;
            var now = _context.Time.GetTimestamp();
            var due = _names.Where(name => name.IsDue(now)).ToArray();
            // Not from here: who publishes holds the runtime's lock when it comes for this one.
            if (due.Length > 0 || _isOutdated) _running = Task.Run(() => RunAsync(due), _end.Token);
        }
    }

    /// <summary>One round of look-ups, however many changes, is one compilation; one that fails is tried again a second later.</summary>
    private async Task RunAsync(FollowedName[] due)
    {
        try
        {
            if (await _lookUp.RunAsync(due, _end.Token)) _isOutdated = true;
            if (_isOutdated && await _context.RefreshAsync()) _isOutdated = false;
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The process ends.
        }
    }
}
